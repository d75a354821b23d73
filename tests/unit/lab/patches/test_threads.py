"""Threads, locks, queues, futures and pools on the virtual clock."""

from __future__ import annotations

import asyncio
import concurrent.futures
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from blockbuster import BlockingError, blockbuster_ctx
from langchain_core.runnables.config import ContextThreadPoolExecutor

from asynclab import lab
from tests.unit.lab.running import ran

POOL = ThreadPoolExecutor(2, thread_name_prefix="outside")
LOCK = threading.Lock()
RLOCK = threading.RLock()
QUEUE: queue.Queue[int] = queue.Queue()
EVENT = threading.Event()


def test_sleeps_in_threads_run_side_by_side() -> None:
    """Five seconds of sleep in five threads are one second."""

    async def main() -> None:
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(5)))

    assert ran(main) == (None, 1.0)


def test_a_thread_does_not_hold_the_loop_up() -> None:
    """The loop ticks on beside a thread that sleeps."""
    ticks: list[float] = []

    async def main() -> None:
        sleeping = asyncio.create_task(asyncio.to_thread(time.sleep, 3))
        while not sleeping.done():
            await asyncio.sleep(1)
            ticks.append(lab.now())

    ran(main)
    assert ticks == [1.0, 2.0, 3.0]


def test_a_blocking_sleep_holds_the_loop_up() -> None:
    """`time.sleep` in a coroutine stalls all others, as it does in real life."""
    seen: list[float] = []

    async def heartbeat() -> None:
        while True:
            seen.append(lab.now())
            await asyncio.sleep(1)

    async def main() -> None:
        task = asyncio.create_task(heartbeat())
        await asyncio.sleep(1.5)
        time.sleep(4)
        await asyncio.sleep(1.5)
        task.cancel()

    ran(main)
    assert seen == [0.0, 1.0, 5.5, 6.5]


def test_the_default_pool_has_sixteen_threads_on_every_machine() -> None:
    """Asyncio's pool depends on the number of cores; a run's does not."""

    async def main() -> None:
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(17)))

    assert ran(main) == (None, 2.0)


def test_a_pool_works_as_many_jobs_as_it_has_threads() -> None:
    """Five jobs of a second in two threads take three."""

    def main() -> list[int]:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda n: time.sleep(1) or n, range(5)))

    assert ran(main) == ([0, 1, 2, 3, 4], 3.0)


@pytest.mark.parametrize("pool", [POOL, ContextThreadPoolExecutor(2)], ids=["plain", "langchain"])
def test_a_pool_from_outside_is_stood_in_for(pool: ThreadPoolExecutor) -> None:
    """It keeps its size, serves several runs, and works outside of them as before."""

    def main() -> None:
        concurrent.futures.wait([pool.submit(time.sleep, 1) for _ in range(5)])

    assert pool.submit(int, "7").result() == 7
    assert ran(main) == (None, 3.0)
    assert ran(main) == (None, 3.0)
    assert pool.submit(int, "7").result() == 7


def test_a_pool_that_outlives_its_run_serves_the_next_and_the_world() -> None:
    """A pool that was made inside a run and kept has no threads when the run is over, and makes new ones."""
    kept: list[ThreadPoolExecutor] = []

    def first() -> int:
        kept.append(ThreadPoolExecutor(2))
        return kept[0].submit(int, "1").result()

    def second() -> int:
        time.sleep(1)
        return kept[0].submit(int, "2").result()

    assert (ran(first), ran(second)) == ((1, 0.0), (2, 1.0))
    assert kept[0].submit(int, "3").result() == 3
    kept[0].shutdown()


def test_a_pool_that_is_shut_down_takes_no_more_jobs() -> None:
    """In a run as outside, also a pool from outside."""

    def main() -> None:
        pool = ThreadPoolExecutor(1)
        pool.shutdown()
        pool.submit(int)

    with pytest.raises(RuntimeError, match="after shutdown"):
        ran(main)


def test_futures_complete_in_order() -> None:
    """`concurrent.futures.as_completed` gives them as they end."""

    def main() -> list[int]:
        with ThreadPoolExecutor(3) as pool:
            futures = [pool.submit(lambda n=n: time.sleep(n) or n) for n in (3, 1, 2)]
            return [future.result() for future in concurrent.futures.as_completed(futures)]

    assert ran(main) == ([1, 2, 3], 3.0)


def test_waiting_for_futures_gives_sets_that_are_iterated_the_same_way_each_time() -> None:
    """`concurrent.futures.wait` splits them, and both sets are iterated the last submitted first: a set has no order,
    and nobody is to take it for that of submission."""

    def main() -> tuple[list[int], list[int]]:
        with ThreadPoolExecutor(9) as pool:
            futures = {pool.submit(time.sleep, n % 2 + 1): n for n in range(8)}
            done, pending = concurrent.futures.wait(futures, timeout=1.5)
            return [futures[future] for future in done], [futures[future] for future in pending]

    assert ran(main) == (([6, 4, 2, 0], [7, 5, 3, 1]), 2.0)


def test_a_future_times_out() -> None:
    """`Future.result(timeout)` gives up in virtual time."""

    def main() -> float:
        with ThreadPoolExecutor(1) as pool:
            with pytest.raises(concurrent.futures.TimeoutError):
                pool.submit(time.sleep, 3).result(timeout=1)
            return lab.now()

    assert ran(main) == (1.0, 3.0)


def test_a_lock_makes_the_second_wait() -> None:
    """Two threads under one lock take their times one after another."""
    lock = threading.Lock()

    def work() -> None:
        with lock:
            time.sleep(1)

    async def main() -> None:
        await asyncio.gather(asyncio.to_thread(work), asyncio.to_thread(work))

    assert ran(main) == (None, 2.0)


@pytest.mark.parametrize("lock", [LOCK, RLOCK], ids=["Lock", "RLock"])
def test_a_lock_made_at_the_top_of_a_module_waits_virtually(lock: threading.Lock) -> None:
    """The student's own locks need not be made inside the run."""

    def work() -> None:
        with lock:
            time.sleep(1)

    async def main() -> None:
        await asyncio.gather(*(asyncio.to_thread(work) for _ in range(3)))

    assert ran(main) == (None, 3.0)


def test_a_lock_from_langchain_made_outside_serves_a_run() -> None:
    """`InMemoryRateLimiter` holds a lock; made at the top of a module, it limits in virtual time."""
    from langchain_core.rate_limiters import InMemoryRateLimiter

    limiter = InMemoryRateLimiter(requests_per_second=1, check_every_n_seconds=0.5, max_bucket_size=1)

    async def main() -> list[float]:
        async def one() -> float:
            await limiter.aacquire()
            return lab.now()

        return await asyncio.gather(*(one() for _ in range(3)))

    assert ran(main) == ([1.0, 2.0, 3.0], 3.0)


def test_a_lock_with_a_timeout_gives_up() -> None:
    """`acquire(timeout=...)` returns False at its time; `acquire(False)` at once."""
    lock = threading.Lock()

    def main() -> tuple[bool, bool, float]:
        lock.acquire()
        return lock.acquire(False), lock.acquire(timeout=2), lab.now()

    assert ran(main) == ((False, False, 2.0), 2.0)


def test_a_reentrant_lock_is_reentrant() -> None:
    """Its owner may take it again; another thread waits until it is given back as often."""
    lock = threading.RLock()
    got: list[float] = []

    def other() -> None:
        with lock:
            got.append(lab.now())

    def main() -> None:
        with lock, lock:
            thread = threading.Thread(target=other)
            thread.start()
            time.sleep(2)
        thread.join()

    ran(main)
    assert got == [2.0]


def test_an_event_wakes_a_thread() -> None:
    """`Event.wait` returns at the instant at which it is set, or at its timeout."""

    def main() -> tuple[bool, float, bool, float]:
        event = threading.Event()
        threading.Timer(2, event.set).start()
        early = event.wait(0.5)
        at = lab.now()
        return early, at, event.wait(), lab.now()

    assert ran(main) == ((False, 0.5, True, 2.0), 2.0)


def test_a_module_level_event_and_queue_serve_a_run() -> None:
    """Objects made before the run wait virtually in it."""

    def worker() -> None:
        time.sleep(1)
        EVENT.set()
        time.sleep(1)
        QUEUE.put(7)

    def main() -> tuple[float, int]:
        EVENT.clear()
        threading.Thread(target=worker).start()
        EVENT.wait()
        return lab.now(), QUEUE.get()

    assert ran(main) == ((1.0, 7), 2.0)
    assert ran(main) == ((1.0, 7), 2.0)


def test_a_condition_with_a_predicate() -> None:
    """`Condition.wait_for` counts its timeout in virtual time."""

    def main() -> tuple[bool, float]:
        condition = threading.Condition()
        with condition:
            return condition.wait_for(lambda: False, timeout=3), lab.now()

    assert ran(main) == ((False, 3.0), 3.0)


def test_a_semaphore_bounds_threads() -> None:
    """Six threads, two at a time, a second each: three seconds."""
    semaphore = threading.BoundedSemaphore(2)

    def work() -> None:
        with semaphore:
            time.sleep(1)

    def main() -> None:
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert ran(main) == (None, 3.0)


def test_a_barrier_opens_for_the_last_thread() -> None:
    """`threading.Barrier` holds all until the last has come."""

    def main() -> list[float]:
        barrier = threading.Barrier(3)

        def one(n: int) -> float:
            time.sleep(n)
            barrier.wait()
            return lab.now()

        with ThreadPoolExecutor(3) as pool:
            return list(pool.map(one, (1, 2, 4)))

    assert ran(main) == ([4.0, 4.0, 4.0], 4.0)


@pytest.mark.parametrize("kind", [queue.Queue, queue.SimpleQueue, queue.LifoQueue, queue.PriorityQueue])
def test_a_queue_makes_its_reader_wait(kind: type) -> None:
    """Every kind of queue between threads: `get` returns when there is something."""

    def main() -> list[float]:
        items = kind()

        def produce() -> None:
            for n in range(3):
                time.sleep(1)
                items.put(n)

        threading.Thread(target=produce).start()
        return [items.get() is not None and lab.now() for _ in range(3)]

    assert ran(main) == ([1.0, 2.0, 3.0], 3.0)


@pytest.mark.parametrize("kind", [queue.Queue, queue.SimpleQueue])
def test_an_empty_queue_times_out(kind: type) -> None:
    """`Empty` at the timeout, or at once from `get_nowait`."""

    def main() -> float:
        items = kind()
        with pytest.raises(queue.Empty):
            items.get_nowait()
        with pytest.raises(queue.Empty):
            items.get(timeout=2)
        return lab.now()

    assert ran(main) == (2.0, 2.0)


def test_a_full_queue_makes_its_writer_wait() -> None:
    """`put` into a bounded queue holds the writer back, and `join` waits until all is done."""

    def main() -> float:
        items: queue.Queue[int] = queue.Queue(1)

        def consume() -> None:
            while True:
                items.get()
                time.sleep(1)
                items.task_done()

        threading.Thread(target=consume, daemon=True).start()
        for n in range(4):
            items.put(n)
        at = lab.now()
        items.join()
        return at

    assert ran(main) == (2.0, 4.0)


def test_join_waits_for_a_thread_or_its_timeout() -> None:
    """And `is_alive` changes at the very instant of the thread's end."""

    def main() -> list[object]:
        thread = threading.Thread(target=time.sleep, args=(3,))
        thread.start()
        thread.join(1)
        early = thread.is_alive(), lab.now()
        thread.join()
        return [early, thread.is_alive(), lab.now()]

    assert ran(main) == ([(True, 1.0), False, 3.0], 3.0)


def test_a_subclass_of_thread_runs_in_virtual_time() -> None:
    """Its `run` is what runs."""

    class Worker(threading.Thread):
        at = 0.0

        def run(self) -> None:
            time.sleep(2)
            self.at = lab.now()

    def main() -> float:
        worker = Worker()
        worker.start()
        worker.join()
        return worker.at

    assert ran(main) == (2.0, 2.0)


def test_a_timer_fires_or_is_cancelled() -> None:
    """`threading.Timer`."""
    fired: list[float] = []

    def main() -> None:
        threading.Timer(2, lambda: fired.append(lab.now())).start()
        late = threading.Timer(3, lambda: fired.append(lab.now()))
        late.start()
        time.sleep(2.5)
        late.cancel()
        time.sleep(9)

    ran(main)
    assert fired == [2.0]


def test_a_thread_cannot_be_started_twice() -> None:
    """The message is Python's own."""

    def main() -> None:
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
        thread.start()

    with pytest.raises(RuntimeError, match="threads can only be started once"):
        ran(main)


def test_an_exception_in_a_thread_is_reported_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    """`threading.excepthook` hears of it; the run goes on."""
    heard: list[str] = []

    def main() -> str:
        before, threading.excepthook = threading.excepthook, lambda args: heard.append(repr(args.exc_value))
        try:
            thread = threading.Thread(target=int, args=("x",))
            thread.start()
            thread.join()
        finally:
            threading.excepthook = before
        return "on"

    assert ran(main) == ("on", 0.0)
    assert heard == ["""ValueError("invalid literal for int() with base 10: 'x'")"""]


def test_thread_locals_are_local() -> None:
    """Each managed thread is a real thread with its own locals and identifier."""
    local = threading.local()

    async def main() -> tuple[bool, bool]:
        local.x = 1
        return await asyncio.to_thread(hasattr, local, "x"), await asyncio.to_thread(
            threading.get_ident
        ) != threading.get_ident()

    assert ran(main)[0] == (False, True)


def test_a_busy_wait_for_a_thread_ends_with_it() -> None:
    """Polling a flag or a future without sleeping lets time pass, slowly, instead of hanging for ever."""

    def main() -> tuple[float, float]:
        event = threading.Event()
        threading.Timer(3, event.set).start()
        while not event.is_set():
            pass
        first = lab.now()
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(time.sleep, 1)
            while not future.done():
                pass
        return first, lab.now()

    assert ran(main) == ((3.0, 4.0), 4.0)


def test_ten_thousand_puts_are_no_busy_wait() -> None:
    """Only questions asked in vain count, not work."""

    def main() -> float:
        items: queue.Queue[int] = queue.Queue()
        for n in range(20_000):
            items.put(n)
        return lab.now()

    assert ran(main) == (0.0, 0.0)


def test_locks_made_in_a_run_work_outside_of_it() -> None:
    """A lock, an event and a queue that the student keeps serve real threads afterwards."""

    def main() -> tuple[threading.Lock, threading.Event, queue.Queue[int]]:
        return threading.Lock(), threading.Event(), queue.Queue()

    (lock, event, items), _ = ran(main)
    worker = threading.Thread(target=lambda: (lock.acquire(), items.put(7), event.set()))
    worker.start()
    assert (items.get(), event.wait()) == (7, True)
    worker.join()
    assert lock.locked()


def test_stand_ins_count_as_what_they_stand_in_for() -> None:
    """A student's `isinstance` and subclass of `SimpleQueue` keep working."""

    class Mine(queue.SimpleQueue):  # type: ignore[type-arg]
        pass

    def main() -> tuple[bool, bool, bool]:
        return (
            isinstance(queue.SimpleQueue(), queue.SimpleQueue),
            isinstance(Mine(), Mine),
            isinstance(queue.Queue(), queue.SimpleQueue),
        )

    assert main() == (True, True, False)
    assert ran(main)[0] == (True, True, False)


LIBRARY = """
import functools, threading

class Client:
    lock = threading.Lock()

    @functools.cached_property
    def slow(self):
        import time
        time.sleep(1)
        return 7
"""


@pytest.fixture
def library(tmp_path: Path) -> Any:
    """A class of a library, made outside of a run."""
    file = tmp_path / "site-packages" / "client.py"
    namespace: dict[str, Any] = {"__name__": "client"}
    exec(compile(LIBRARY, str(file), "exec"), namespace)
    return namespace["Client"]


def test_a_lock_that_a_library_made_outside_of_runs_is_waited_for_virtually(library: Any) -> None:
    """Held over a sleep, it does not freeze the run."""

    def work() -> None:
        with library.lock:
            time.sleep(1)

    async def main() -> None:
        await asyncio.gather(asyncio.to_thread(work), asyncio.to_thread(work))

    assert ran(main) == (None, 2.0)


def test_a_cached_property_may_wait(library: Any) -> None:
    """On Python 3.11 it holds a lock of `_thread`'s while it does."""
    client = library()

    async def main() -> list[int]:
        return await asyncio.gather(*(asyncio.to_thread(lambda: client.slow) for _ in range(2)))

    assert ran(main) == ([7, 7], 1.0)


def test_blockbuster_in_a_run_finds_what_blocks_and_nothing_of_ours() -> None:
    """Its stand-in for the lock's `acquire` is not in the clock's way."""

    async def main() -> str:
        with blockbuster_ctx():
            await asyncio.to_thread(time.sleep, 1)
            try:
                time.sleep(1)
            except BlockingError:
                return "found"
        return "missed"

    assert ran(main) == ("found", 1.0)
