"""When nothing can go on, an error says who waits where."""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
import time
from collections.abc import Awaitable, Callable

import pytest

from asynclab import lab
from asynclab.lab.errors import Died, Waiting

from .running import ran


def hang(main: object) -> lab.Hang:
    error = lab.simulate(main).error  # type: ignore[arg-type]
    assert isinstance(error, lab.Hang)
    return error


def test_an_event_that_nobody_sets_is_named() -> None:
    """The task and the student's line that awaits, at the virtual instant."""

    async def main() -> None:
        await asyncio.sleep(2)
        await asyncio.Event().wait()

    error = hang(main)
    assert error.at == 2.0
    assert [(one.kind, one.name, one.location and one.location.text) for one in error.waiting] == [
        ("task", "main", "await asyncio.Event().wait()")
    ]
    assert "Nothing can go on at 2 s" in str(error)
    assert "task 'main' waits at test_hang.py, line" in str(error)


def test_every_task_that_waits_is_named() -> None:
    """Two tasks that wait for each other's locks: both lines."""

    async def take(first: asyncio.Lock, second: asyncio.Lock) -> None:
        async with first:
            await asyncio.sleep(1)
            async with second:
                pass

    async def main() -> None:
        a, b = asyncio.Lock(), asyncio.Lock()
        async with asyncio.TaskGroup() as group:
            group.create_task(take(a, b), name="ab")
            group.create_task(take(b, a), name="ba")

    assert [(one.name, one.location and one.location.text) for one in hang(main).waiting] == [
        ("main", "async with asyncio.TaskGroup() as group:"),
        ("ab", "async with second:"),
        ("ba", "async with second:"),
    ]


def test_threads_that_wait_for_each_other_are_named() -> None:
    """A deadlock of two threads, and the main function that joins them."""
    a, b = threading.Lock(), threading.Lock()

    def take(first: threading.Lock, second: threading.Lock) -> None:
        with first:
            time.sleep(1)
            with second:
                pass

    def main() -> None:
        threads = [
            threading.Thread(target=take, args=pair, name=name) for name, pair in (("ab", (a, b)), ("ba", (b, a)))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    error = hang(main)
    assert [(one.kind, one.name, one.call, one.location and one.location.text) for one in error.waiting] == [
        ("thread", "main", "Thread.join", "thread.join()"),
        ("thread", "ab", "Lock.acquire", "with second:"),
        ("thread", "ba", "Lock.acquire", "with second:"),
    ]
    assert "thread 'ab' waits in Lock.acquire at test_hang.py" in str(error)


def test_a_loop_blocked_by_its_own_queue_is_named() -> None:
    """A blocking `get` in a coroutine: the thread that waits is the loop's."""

    async def main() -> None:
        queue.Queue().get()

    assert [(one.kind, one.name, one.call) for one in hang(main).waiting] == [
        ("task", "main", ""),
        ("thread", "main", "Queue.get"),
    ]


def test_a_worker_that_waits_for_its_own_loop_is_named() -> None:
    """The loop waits for the thread, the thread for the loop's queue."""

    async def main() -> None:
        await asyncio.to_thread(queue.Queue().get)

    waiting = hang(main).waiting
    assert ("thread", "Queue.get") in [(one.kind, one.call) for one in waiting]


async def polls_for_a_flag() -> None:
    done = False
    while not done:
        await asyncio.sleep(0)


async def polls_for_a_time() -> None:
    began = time.perf_counter()
    while time.perf_counter() - began < 1:
        await asyncio.sleep(0)


async def polls_for_a_time_of_the_loops() -> None:
    clock = asyncio.get_running_loop().time
    due = clock() + 1
    while clock() < due:
        await asyncio.sleep(0)


@pytest.mark.parametrize("main", [polls_for_a_flag, polls_for_a_time, polls_for_a_time_of_the_loops])
def test_polling_with_nothing_else_left_to_happen_is_a_hang(main: object) -> None:
    """A task that spins with `sleep(0)`: whether it waits for a time, which no clock but this one would keep from it,
    is not known, and that what it waits for never happens is not said."""
    error = hang(main)
    assert "in which no virtual time passes, and nothing else is left to happen" in str(error)
    assert "`await asyncio.sleep(...)` of so many seconds" in str(error)
    assert "never happens" not in str(error)


@pytest.mark.parametrize("of", [asyncio.gather, asyncio.shield, lambda task: asyncio.wait([task])])
def test_a_task_that_waits_for_itself_is_a_hang(of: Callable[[object], Awaitable[object]]) -> None:
    """With its line; that to cancel it is to cancel what it waits for, and so on, is nobody's problem but its own."""

    async def main() -> None:
        await of(asyncio.current_task())

    error = hang(main)
    assert [one.location and one.location.text for one in error.waiting] == ["await of(asyncio.current_task())"]
    assert "or one that waits for itself" in str(error)


def test_a_pause_that_grows_without_end_is_told_for_what_it_is() -> None:
    """No event and no lock is missing: it is later than the clock goes, whether it grew or was so long at once."""

    async def main() -> None:
        pause = 1.0
        while True:
            await asyncio.sleep(pause)
            pause *= 2

    for error in (hang(main), hang(lambda: asyncio.sleep(1e13))):
        assert "more than thirty thousand years away" in error.seen
        assert error.cause.startswith("a pause or a deadline of more seconds than that")
        assert "event" not in error.cause


def test_polling_for_what_does_happen_ends() -> None:
    """The spinning task sees it at the instant at which it happens."""

    async def main() -> float:
        task = asyncio.create_task(asyncio.sleep(3))
        while not task.done():
            await asyncio.sleep(0)
        return lab.now()

    assert ran(main) == (3.0, 3.0)


def test_catching_the_hang_does_not_hide_it() -> None:
    """Code that catches everything does not turn a hang into a result."""

    def main() -> str:
        try:
            queue.Queue().get()
        except Exception:
            return "fine"
        return "?"

    ended = lab.simulate(main)
    assert isinstance(ended.error, lab.Hang)
    assert ended.elapsed == 0.0


def test_clean_up_runs_after_a_hang() -> None:
    """What hangs is cancelled at the end, and its `finally` runs."""
    cleaned: list[str] = []

    async def main() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.append("up")

    hang(main)
    assert cleaned == ["up"]


def test_a_run_after_a_hang_is_like_any_other() -> None:
    """Nothing stays behind."""
    before = threading.active_count()

    async def main() -> None:
        await asyncio.gather(asyncio.to_thread(threading.Event().wait), asyncio.Event().wait())

    for _ in range(3):
        hang(main)
    assert ran(lambda: time.sleep(1)) == (None, 1.0)
    assert threading.active_count() == before


@pytest.mark.parametrize("seconds", [0.0, 5.0])
def test_a_sleeper_is_no_hang(seconds: float) -> None:
    """As long as somebody has a deadline, time goes on."""

    async def main() -> None:
        event = asyncio.Event()
        asyncio.get_running_loop().call_later(seconds, event.set)
        await event.wait()

    assert ran(main) == (None, seconds)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_died_is_named() -> None:
    """The producer raises, and its consumer waits for ever: the error is the cause."""

    def producer() -> None:
        raise ValueError("no key")

    def main() -> None:
        items: queue.Queue[int] = queue.Queue()
        threading.Thread(target=producer, name="producer").start()
        items.get()

    error = hang(main)
    assert [(one.kind, one.name, repr(one.error)) for one in error.died] == [
        ("thread", "producer", "ValueError('no key')")
    ]
    assert "thread 'producer' ended with ValueError: no key at test_hang.py" in str(error)
    assert "Correct that error first" in str(error)


def test_a_task_that_died_is_named() -> None:
    """As long as nobody has looked at its error."""

    async def producer() -> None:
        raise ValueError("no key")

    async def main() -> None:
        task = asyncio.create_task(producer())
        await asyncio.Event().wait()
        await task

    assert [(one.kind, repr(one.error)) for one in hang(main).died] == [("task", "ValueError('no key')")]


@pytest.mark.skipif(sys.version_info >= (3, 12, 2), reason="Python 3.12.2 and later turn it into a RuntimeError")
def test_the_end_of_an_iterator_in_a_thread_is_named() -> None:
    """`to_thread(next, iterator)`: StopIteration cannot be raised into a future, and the task waits for ever."""

    async def main() -> None:
        await asyncio.to_thread(next, iter([]))

    assert "StopIteration interacts badly with generators" in str(hang(main))


def test_what_nobody_could_see_is_no_cause() -> None:
    """A hang without an error has no one who died."""
    assert hang(lambda: queue.Queue().get()).died == ()


def test_who_waits_alike_is_told_once_with_how_many() -> None:
    """And what died of the same standstill is not told as its cause."""
    waits = (Waiting("task", "caller"),) * 3
    hang = lab.Hang(1.0, (*waits, Waiting("task", "crowd")), (Died("task", "ask", lab.Hang(1.0, waits)),))
    assert str(hang).splitlines()[1:3] == ["  task 'caller' waits (3 of them)", "  task 'crowd' waits"]
    assert "ended with" not in str(hang)
    assert str(Died("task", "ask", lab.Hang(1.0, waits))) == (
        "task 'ask' ended with Hang: Nothing can go on at 1 s: everything waits for something else."
    )
