"""What is still alive when the main function has ended."""

from __future__ import annotations

import asyncio
import threading
import time
import weakref
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from typing import cast

import pytest

from asynclab import lab
from asynclab.lab.clock import Clock
from asynclab.lab.leftovers import location_now, polling_location
from asynclab.lab.loop import VirtualLoop
from asynclab.lab.owners.ownership import Location


def texts(left: tuple[lab.LeftAlive, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.location.text if one.location else "") for one in left]


async def worker() -> None:
    await asyncio.sleep(60)


async def count() -> AsyncIterator[int]:
    for n in range(9):
        await asyncio.sleep(1)
        yield n


def test_nothing_is_left_of_code_that_cleans_up() -> None:
    """Pools, their idle threads and closed generators are not what is left."""

    async def main() -> None:
        await asyncio.gather(asyncio.to_thread(time.sleep, 1), asyncio.sleep(2))
        async with aclosing(count()) as numbers:
            async for _ in numbers:
                break
        ThreadPoolExecutor(2).submit(int).result()

    ended = lab.simulate(main)
    assert (ended.tasks_left, ended.threads_left, ended.generators_left) == ((), (), ())


def test_a_forgotten_task_is_left_with_the_line_it_waits_at() -> None:
    """By its own name, if it has one, else by that of its coroutine."""

    async def main() -> None:
        asyncio.create_task(worker())
        asyncio.create_task(worker(), name="mine")
        await asyncio.sleep(1)

    assert texts(lab.simulate(main).tasks_left) == [
        ("worker", "await asyncio.sleep(60)"),
        ("mine", "await asyncio.sleep(60)"),
    ]


def test_a_forgotten_task_is_cancelled_after_the_run() -> None:
    """Its clean-up runs, and the time it takes is not counted."""
    cleaned: list[float] = []

    async def cleans() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(5)
            cleaned.append(lab.now())

    async def main() -> None:
        asyncio.create_task(cleans())
        await asyncio.sleep(1)

    assert lab.simulate(main).elapsed == 1.0
    assert cleaned == [6.0]


def test_a_task_that_was_just_cancelled_is_not_left() -> None:
    """It only needs one more round of the loop."""

    async def main() -> None:
        task = asyncio.create_task(worker())
        await asyncio.sleep(1)
        task.cancel()

    assert lab.simulate(main).tasks_left == ()


def test_a_task_that_ignores_its_cancellation_is_left_and_held_against_nobody() -> None:
    """The run ends all the same."""

    async def stubborn() -> None:
        while True:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(1)

    async def main() -> str:
        asyncio.create_task(stubborn())
        await asyncio.sleep(1)
        return "done"

    ended = lab.simulate(main)
    assert (ended.value, ended.error, ended.elapsed) == ("done", None, 1.0)
    assert [one.name for one in ended.tasks_left] == ["stubborn"]


def test_a_thread_that_nobody_waited_for_is_left() -> None:
    """A timeout ends the waiting, not the thread."""

    def slow() -> None:
        time.sleep(3)

    async def main() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(slow), 1)

    ended = lab.simulate(main)
    assert (ended.elapsed, texts(ended.threads_left)) == (1.0, [("asyncio_0", "time.sleep(3)")])


def test_a_thread_that_runs_on_is_left_and_ended() -> None:
    """Daemon or not; it does not outlive the run."""

    def forever() -> None:
        threading.Event().wait()

    def main() -> None:
        threading.Thread(target=forever, name="stray").start()
        threading.Thread(target=forever, name="ghost", daemon=True).start()
        time.sleep(1)

    before = threading.active_count()
    ended = lab.simulate(main)
    assert [one.name for one in ended.threads_left] == ["stray", "ghost"]
    for thread in threading.enumerate():
        if thread.name in ("stray", "ghost"):
            thread.join()
    assert threading.active_count() == before


def test_a_thread_that_is_just_ending_is_not_left() -> None:
    """It has nothing more to wait for at that instant."""

    def main() -> None:
        threading.Thread(target=time.sleep, args=(1,)).start()
        time.sleep(1)

    assert lab.simulate(main).threads_left == ()


def test_an_open_generator_is_left_with_the_line_it_stands_at() -> None:
    """One that was begun and that somebody still holds."""
    kept: list[object] = []

    async def main() -> None:
        numbers = count()
        kept.append(numbers)
        await anext(numbers)

    assert texts(lab.simulate(main).generators_left) == [("count", "yield n")]


def test_an_exhausted_and_a_dropped_generator_are_not_left() -> None:
    """Python closes what nobody holds."""

    async def main() -> None:
        async for _ in count():
            pass
        async for _ in count():
            break
        await asyncio.sleep(1)

    assert lab.simulate(main).generators_left == ()


def test_a_generator_that_dies_after_its_loop_is_not_referred_to() -> None:
    """CPython has cleared its weak references by then: a new one would point into freed memory, and end the process."""
    kept: list[tuple[VirtualLoop, AsyncIterator[int]]] = []

    async def main() -> None:
        kept.append((cast(VirtualLoop, asyncio.get_running_loop()), count()))

    lab.simulate(main)
    [(loop, numbers)] = kept
    loop._asyncgen_finalizer_hook(numbers)  # type: ignore[arg-type]
    assert weakref.getweakrefcount(numbers) == 0


def test_what_is_left_after_an_error_is_told_too() -> None:
    """A failing main function leaves as much behind."""

    async def main() -> None:
        asyncio.create_task(worker())
        await asyncio.sleep(1)
        raise ValueError

    ended = lab.simulate(main)
    assert (type(ended.error), [one.name for one in ended.tasks_left]) == (ValueError, ["worker"])


async def stubborn() -> AsyncIterator[int]:
    try:
        yield 1
    finally:
        yield 2


def test_closing_a_generator_in_the_background_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever reads the run is told of it; a task that a student has started is logged as ever."""

    async def closes() -> None:
        numbers = stubborn()
        await anext(numbers)
        _background.append(asyncio.create_task(numbers.aclose()))  # type: ignore[attr-defined]
        await asyncio.sleep(1)
        _background.clear()

    async def fails() -> None:
        async def broken() -> None:
            raise ValueError

        _background.append(asyncio.create_task(broken()))
        await asyncio.sleep(1)
        _background.clear()

    assert lab.simulate(closes).loop_errors
    assert not caplog.records
    assert lab.simulate(fails).loop_errors
    assert [record.name for record in caplog.records] == ["asyncio"]


def test_a_task_that_closes_a_generator_is_called_so() -> None:
    """Python has no name for it."""

    async def main() -> None:
        async def slow() -> AsyncIterator[int]:
            try:
                yield 1
            finally:
                await asyncio.sleep(9)

        numbers = slow()
        await anext(numbers)
        _background.append(asyncio.create_task(numbers.aclose()))  # type: ignore[attr-defined]
        await asyncio.sleep(1)

    assert [left.name for left in lab.simulate(main).tasks_left] == ["aclose()"]
    _background.clear()


_background: list[asyncio.Task[None]] = []


def clock_of_the_run() -> Clock:
    return cast("VirtualLoop", asyncio.get_running_loop()).clock


def test_a_coroutine_that_has_not_begun_is_at_the_line_that_made_its_task() -> None:
    """Where a run is stopped then, its `def` would say nothing of what it does there."""
    seen: list[Location | None] = []

    async def main() -> None:
        asyncio.get_running_loop().call_soon(lambda: seen.append(polling_location(clock_of_the_run())))
        await asyncio.create_task(worker())

    lab.simulate(main)
    assert [place and place.text for place in seen] == ["await asyncio.create_task(worker())"]


def test_a_coroutine_that_is_at_its_def_is_at_the_line_that_made_its_task() -> None:
    """One that has just begun, or that stands in one line; where nobody has made it a task, it is where it is."""
    seen: list[Location | None] = []

    async def begins() -> None: seen.append(location_now(clock_of_the_run()))  # fmt: skip

    async def main() -> None:
        await asyncio.create_task(begins())
        await begins()

    lab.simulate(main)
    assert [place and place.text.partition(":")[0] for place in seen] == [
        "await asyncio.create_task(begins())",
        "async def begins() -> None",
    ]
