"""Waiting for another thread in the loop's thread."""

import asyncio
import concurrent.futures
import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager


def _after(seconds, then) -> None:
    """Do something in a thread of its own after a while."""

    def wait() -> None:
        time.sleep(seconds)
        then()

    threading.Thread(target=wait, name="other").start()


@contextmanager
def _held(lock):
    """A lock that another thread holds for 0.5 s."""

    def hold() -> None:
        with lock:
            time.sleep(0.5)

    threading.Thread(target=hold, name="holder").start()
    yield lock


async def lock_with() -> None:
    with _held(threading.Lock()) as lock:
        await asyncio.sleep(0.1)
        with lock:  # HERE lock 0.4
            pass


async def lock_acquire() -> None:
    with _held(threading.Lock()) as lock:
        await asyncio.sleep(0.1)
        lock.acquire()  # HERE lock 0.4
        lock.release()


async def lock_acquire_with_a_timeout() -> None:
    with _held(threading.Lock()) as lock:
        await asyncio.sleep(0.1)
        lock.acquire(timeout=0.2)  # HERE lock 0.2
        await asyncio.sleep(0.3)


async def rlock_with() -> None:
    with _held(threading.RLock()) as lock:
        await asyncio.sleep(0.1)
        with lock:  # HERE lock 0.4
            pass


async def event_wait() -> None:
    event = threading.Event()
    _after(0.4, event.set)
    event.wait()  # HERE wait 0.4


async def condition_wait() -> None:
    condition = threading.Condition()

    def tell() -> None:
        with condition:
            condition.notify()

    _after(0.4, tell)
    with condition:
        condition.wait()  # HERE wait 0.4


async def condition_wait_for() -> None:
    condition, done = threading.Condition(), []

    def tell() -> None:
        with condition:
            done.append(1)
            condition.notify()

    _after(0.4, tell)
    with condition:
        condition.wait_for(lambda: done)  # HERE wait 0.4


async def semaphore_acquire() -> None:
    semaphore = threading.Semaphore(0)
    _after(0.4, semaphore.release)
    semaphore.acquire()  # HERE wait 0.4


async def barrier_wait() -> None:
    barrier = threading.Barrier(2)
    _after(0.4, barrier.wait)
    barrier.wait()  # HERE wait 0.4


async def queue_get() -> None:
    jobs: queue.Queue[int] = queue.Queue()
    _after(0.4, lambda: jobs.put(1))
    jobs.get()  # HERE queue 0.4


async def queue_put_on_a_full_one() -> None:
    jobs: queue.Queue[int] = queue.Queue(1)
    jobs.put(1)
    _after(0.4, jobs.get)
    jobs.put(2)  # HERE queue 0.4


async def queue_join() -> None:
    jobs: queue.Queue[int] = queue.Queue()
    jobs.put(1)
    _after(0.4, jobs.task_done)
    jobs.join()  # HERE queue 0.4


async def simple_queue_get() -> None:
    jobs: queue.SimpleQueue[int] = queue.SimpleQueue()
    _after(0.4, lambda: jobs.put(1))
    jobs.get()  # HERE queue 0.4


async def future_result() -> None:
    pool = ThreadPoolExecutor(1)
    pool.submit(time.sleep, 0.4).result()  # HERE future 0.4
    pool.shutdown(wait=False)


async def future_exception() -> None:
    future: Future[None] = Future()
    _after(0.4, lambda: future.set_result(None))
    future.exception()  # HERE future 0.4


async def futures_wait() -> None:
    pool = ThreadPoolExecutor(2)
    concurrent.futures.wait([pool.submit(time.sleep, s) for s in (0.2, 0.4)])  # HERE future 0.4
    pool.shutdown(wait=False)


async def futures_as_completed() -> None:
    pool = ThreadPoolExecutor(2)
    futures = [pool.submit(time.sleep, 0.4)]
    for future in concurrent.futures.as_completed(futures):  # HERE future 0.4
        assert future.done()
    pool.shutdown(wait=False)


async def pool_left_by_with() -> None:
    with ThreadPoolExecutor(2) as pool:  # HERE pool 0.4
        pool.submit(time.sleep, 0.4)


async def pool_shutdown() -> None:
    pool = ThreadPoolExecutor(2)
    pool.submit(time.sleep, 0.4)
    pool.shutdown()  # HERE pool 0.4


async def pool_map() -> None:
    pool = ThreadPoolExecutor(2)
    list(pool.map(time.sleep, [0.4, 0.4]))  # HERE pool 0.4
    pool.shutdown(wait=False)


async def thread_join() -> None:
    thread = threading.Thread(target=time.sleep, args=(0.4,))
    thread.start()
    thread.join()  # HERE join 0.4


async def loop_in_a_thread() -> None:
    thread = threading.Thread(target=asyncio.run, args=(asyncio.sleep(0.4),))
    thread.start()
    thread.join()  # HERE join 0.4


async def result_of_a_coroutine_in_another_loop() -> None:
    with ThreadPoolExecutor(1) as pool:  # nobody is in it any more when it is left
        pool.submit(asyncio.run, asyncio.sleep(0.4)).result()  # HERE future 0.4
