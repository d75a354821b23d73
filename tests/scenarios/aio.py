"""asyncio and threads by themselves, at the places where order is easily lost."""

import asyncio
import queue
import time
from concurrent.futures import ThreadPoolExecutor

from .trace import Trace, scenario


@scenario(
    """
    0 a (
    0 b (
    0 c (
    1 a )
    2 b ! ValueError
    2 c ! CancelledError
    2 failed
    """
)
async def task_group_with_a_failure(trace: Trace) -> None:
    """b fails at 2 and takes c with it; a was done at 1."""

    async def fails() -> None:
        with trace.span("b"):
            await asyncio.sleep(2)
            raise ValueError

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(trace.waits("a", 1))
            group.create_task(fails())
            group.create_task(trace.waits("c", 3))
    except* ValueError:
        trace("failed")


@scenario("1 ['t9', 't8', 't7', 't6', 't5', 't4', 't3', 't2', 't1', 't0'] []")
async def wait_for_the_first_of_ten_ties(trace: Trace) -> None:
    """Ten tasks of one second are all done at 1, in a set whose order is never that of asking."""
    tasks = [asyncio.create_task(asyncio.sleep(1), name=f"t{n}") for n in range(10)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.ALL_COMPLETED)
    trace([task.get_name() for task in done], [task.get_name() for task in pending])


@scenario(
    """
    1 1
    1 one
    2 2
    3 3
    """
)
async def as_completed_with_a_tie(trace: Trace) -> None:
    """The results of 3, 1, 2 and 1 in the order of time; the tie in the order in which they were given."""
    given = [asyncio.sleep(3, 3), asyncio.sleep(1, 1), asyncio.sleep(2, 2), asyncio.sleep(1, "one")]
    for done in asyncio.as_completed(given):
        trace(await done)


@scenario(
    """
    1 gave up
    3 thread ended
    """
)
async def wait_for_a_thread(trace: Trace) -> None:
    """The waiter gives up at 1; the thread sleeps on until 3."""

    def sleep() -> None:
        time.sleep(3)
        trace("thread ended")

    try:
        await asyncio.wait_for(asyncio.to_thread(sleep), 1)
    except TimeoutError:
        trace("gave up")
    await asyncio.sleep(2.5)


@scenario(
    """
    0 put 0
    0 put 1
    1 got 0
    1 put 2
    2 got 1
    2 put 3
    3 got 2
    4 got 3
    """
)
async def bounded_queue(trace: Trace) -> None:
    """A queue of two before a reader of a second an item: the producer is never further ahead."""
    items: asyncio.Queue[int] = asyncio.Queue(2)

    async def produce() -> None:
        for number in range(4):
            await items.put(number)
            trace("put", number)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        for _ in range(4):
            await asyncio.sleep(1)
            trace("got", await items.get())


@scenario(
    """
    1 0
    2 1
    3 2
    3 [0, 1, 2]
    """
)
async def threads_and_a_queue(trace: Trace) -> None:
    """A thread makes an item a second for another one; the loop awaits both."""
    items: queue.Queue[int] = queue.Queue(1)

    def make() -> None:
        for number in range(3):
            time.sleep(1)
            items.put(number)

    def use() -> list[int]:
        used = []
        for _ in range(3):
            used.append(items.get())
            trace(used[-1])
        return used

    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(2)
    _, used = await asyncio.gather(loop.run_in_executor(pool, make), loop.run_in_executor(pool, use))
    trace(used)


@scenario(
    """
    0.5 0
    1 1
    1 closing
    1.5 closed
    1.5 left
    """
)
async def generator_closed_while_cleaning_up(trace: Trace) -> None:
    """An item each 0.5; closed after the second, at 1, its clean-up takes 0.5 and is waited for."""

    async def numbers():
        try:
            for number in range(10):
                await asyncio.sleep(0.5)
                yield number
        finally:
            trace("closing")
            await asyncio.sleep(0.5)
            trace("closed")

    stream = numbers()
    async for number in stream:
        trace(number)
        if number == 1:
            break
    await stream.aclose()
    trace("left")
