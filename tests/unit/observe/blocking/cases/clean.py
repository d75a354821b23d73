"""What looks like blocking and is not: it awaits, or waits in a thread, or is over at once."""

import asyncio
import atexit
import contextlib
import fcntl
import json
import logging
import os
import tempfile
import threading
import time
import traceback
import zoneinfo
from concurrent.futures import ThreadPoolExecutor

import pydantic

KEPT, NAME = tempfile.mkstemp()
atexit.register(os.unlink, NAME)
UNCONTENDED = threading.Lock()


async def async_sleep() -> None:
    await asyncio.sleep(1)


async def sleep_in_a_thread() -> None:
    await asyncio.to_thread(time.sleep, 1)


async def sleep_in_an_executor() -> None:
    with ThreadPoolExecutor(2) as pool:  # idle when it is left
        await asyncio.get_running_loop().run_in_executor(pool, time.sleep, 1)


async def sleep_of_no_time() -> None:
    time.sleep(0)


async def lock_a_file_if_it_is_free() -> None:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(KEPT, fcntl.LOCK_EX | fcntl.LOCK_NB)


async def give_a_lock_back() -> None:
    fcntl.flock(KEPT, fcntl.LOCK_UN)
    fcntl.lockf(KEPT, fcntl.LOCK_UN)
    os.lockf(KEPT, os.F_ULOCK, 0)


async def file_read_in_a_thread() -> str:
    def read() -> str:
        with open(__file__) as file:
            return file.read()

    return await asyncio.to_thread(read)


async def asyncio_lock() -> None:
    lock = asyncio.Lock()

    async def hold() -> None:
        async with lock:
            await asyncio.sleep(1)

    await asyncio.gather(hold(), hold())


async def asyncio_queue_that_is_full() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(1)

    async def produce() -> None:
        for number in range(5):
            await queue.put(number)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        for _ in range(5):
            await asyncio.sleep(0.1)
            await queue.get()


async def lock_that_nobody_holds() -> None:
    with UNCONTENDED:
        await asyncio.sleep(0)


async def lock_tried_without_waiting() -> bool:
    lock = threading.Lock()
    lock.acquire()
    return lock.acquire(blocking=False)


async def lock_contended_by_workers_only() -> None:
    lock = threading.Lock()

    def work() -> None:
        with lock:
            time.sleep(1)

    await asyncio.gather(asyncio.to_thread(work), asyncio.to_thread(work))


async def event_set_from_the_loop() -> None:
    event = threading.Event()
    waiting = asyncio.create_task(asyncio.to_thread(event.wait))
    await asyncio.sleep(1)
    event.set()
    await waiting


async def result_of_a_future_that_is_done() -> object:
    pool = ThreadPoolExecutor(1)
    future = pool.submit(time.sleep, 1)
    await asyncio.wrap_future(future)
    pool.shutdown(wait=False)
    return future.result()


async def traceback_formatted() -> str:
    try:
        raise ValueError("looked up in the source files")
    except ValueError:
        return traceback.format_exc()


async def warning_and_error_logged() -> None:
    logging.getLogger("clean").warning("careful", stack_info=True)
    try:
        raise ValueError("logged")
    except ValueError:
        logging.getLogger("clean").exception("with its traceback")


async def printed() -> None:
    print("hello " * 100, flush=True)


async def module_imported_cold() -> None:
    import wsgiref.simple_server  # noqa: F401
    import xml.dom.minidom  # noqa: F401


async def json_of_a_fair_size() -> int:
    return len(json.loads(json.dumps(list(range(50_000)))))


async def sorted_list_of_a_fair_size() -> list[int]:
    return sorted(range(100_000), key=lambda n: -n)


async def pydantic_model_made_and_filled() -> None:
    fields = {f"field{n}": (int | str | None, n) for n in range(30)}
    pydantic.create_model("Cold", **fields)(field1="x").model_dump_json()


async def time_zone_loaded() -> str:
    return str(zoneinfo.ZoneInfo.no_cache("UTC"))


async def clock_read_now_and_then() -> float:
    start = time.monotonic()
    for _ in range(100):
        time.perf_counter()
        await asyncio.sleep(0.01)
    return time.monotonic() - start


async def sleep_of_zero_between_pieces() -> None:
    for _ in range(200):
        sum(range(1000))
        await asyncio.sleep(0)


async def fire_and_forget_thread() -> None:
    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
    await asyncio.sleep(2)


async def timeout_around_a_thread() -> None:
    try:
        async with asyncio.timeout(1):
            await asyncio.to_thread(time.sleep, 3)
    except TimeoutError:
        pass
