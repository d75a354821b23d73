"""Endless loops end at the real-time limit, and leave the process usable."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from asynclab import lab

from .running import ran

pytestmark = pytest.mark.slow  # each waits for a limit of real time


def stopped(main: object) -> lab.RealTimeLimit:
    ended = lab.simulate(main, real_limit=0.2)  # type: ignore[arg-type]
    assert isinstance(ended.error, lab.RealTimeLimit)
    return ended.error


async def async_loop() -> None:
    x = 0
    while True:
        x += 1


def sync_loop() -> None:
    x = 0
    while True:
        x += 1


async def stubborn_loop() -> None:
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


async def endless_sleeper() -> None:
    while True:
        await asyncio.sleep(1)


def endless_thread() -> None:
    thread = threading.Thread(target=sync_loop, name="busy")
    thread.start()
    thread.join()


async def awaits_at_its_end() -> None:
    """As LangChain does, which tells its handlers of whatever ends a step."""
    try:
        await asyncio.Event().wait()
    except BaseException:
        await asyncio.shield(asyncio.sleep(1))
        raise


async def read_for_ever() -> None:
    """As LangGraph does: a node runs inside of the stream, which is an async generator."""

    async def items() -> AsyncIterator[None]:
        await awaits_at_its_end()
        yield

    reading = asyncio.ensure_future(anext(items()))
    await asyncio.sleep(0)
    sync_loop()
    await reading


async def swallower() -> None:
    while True:
        try:
            time.sleep(0.001)
        except BaseException:
            continue


@pytest.mark.parametrize(
    "main", [async_loop, sync_loop, stubborn_loop, endless_sleeper, endless_thread, swallower], ids=lambda f: f.__name__
)
def test_an_endless_loop_is_stopped_and_the_next_run_is_like_any_other(main: object) -> None:
    """Whatever loops without end, `simulate` returns at its limit, and the process goes on."""
    stopped(main)
    assert ran(lambda: asyncio.sleep(1)) == (None, 1.0)


def test_a_loop_is_stopped_by_the_processor_time_it_takes() -> None:
    """On a busy machine real time passes without it, and would turn a slow answer into an endless one."""
    ended = lab.simulate(sync_loop, real_limit=3600.0, cpu_limit=0.1)
    assert isinstance(ended.error, lab.RealTimeLimit)


def test_the_line_of_an_endless_loop_is_named() -> None:
    """The student's line that was running, and the thread."""
    error = stopped(async_loop)
    assert error.location is not None
    assert error.location.function == "async_loop"
    assert "the virtual clock stood still at 0 s" in str(error)
    assert "endless loop" in str(error)


def goes_over(items: Any) -> int:
    return sum(1 for _ in items)


async def computes() -> None:
    for _ in range(10):
        goes_over(range(10**11))


async def computes_again_and_again() -> None:
    while True:
        goes_over(range(10**11))


async def computes_and_sleeps() -> None:
    for _ in range(10**11):
        await asyncio.sleep(1e-9)
        goes_over(range(10**4))


@pytest.mark.parametrize("main", [computes, computes_and_sleeps], ids=lambda f: f.__name__)
def test_what_no_while_repeats_is_not_called_an_endless_loop(main: object) -> None:
    """Nobody knows whether a computation would end, and most do: one that is stopped in the middle is told so, also
    where it pauses and the virtual clock goes on."""
    error = stopped(main)
    assert "Likely cause: more to compute than there is time for, which may well come to an end" in str(error)
    assert "however late" not in str(error)


@pytest.mark.parametrize("main", [sync_loop, async_loop, computes_again_and_again], ids=lambda f: f.__name__)
def test_what_a_while_repeats_may_be_endless(main: object) -> None:
    """However long a part of it computes."""
    assert "Likely cause: an endless loop, or one that never awaits" in str(stopped(main))


def test_a_loop_that_sleeps_for_ever_is_named_and_so_is_its_time() -> None:
    """A worker that nobody cancels makes virtual time run on and on."""
    error = stopped(endless_sleeper)
    assert error.location is not None
    assert error.location.text == "await asyncio.sleep(1)"
    assert error.at > 0
    assert "No end, however late the virtual clock showed" in str(error)


def test_a_loop_in_a_thread_is_named_by_its_thread() -> None:
    """The culprit is the thread that runs, not the one that waits for it."""
    error = stopped(endless_thread)
    assert "thread 'busy' was running" in str(error)
    assert error.location is not None
    assert error.location.function == "sync_loop"


def test_a_call_into_c_is_left_behind() -> None:
    """What no exception can interrupt is abandoned; the process goes on beside it."""

    def main() -> None:
        hashlib.pbkdf2_hmac("sha256", b"x", b"y", 4_000_000)

    error = stopped(main)
    assert error.location is not None
    assert error.location.text.startswith("hashlib.pbkdf2_hmac")
    assert ran(lambda: asyncio.sleep(1)) == (None, 1.0)


def test_clean_up_runs_when_a_loop_is_stopped() -> None:
    """The exception that ends it passes through `finally`."""
    cleaned: list[str] = []

    async def main() -> None:
        try:
            while True:
                pass
        finally:
            cleaned.append("up")

    stopped(main)
    assert cleaned == ["up"]


def test_threads_beside_an_endless_loop_end_too() -> None:
    """Nobody of the run stays behind, neither sleepers nor waiters."""
    before = threading.active_count()

    async def main() -> None:
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 99)
        asyncio.get_running_loop().run_in_executor(None, threading.Event().wait)
        await asyncio.sleep(1)
        while True:
            pass

    stopped(main)
    for thread in threading.enumerate():
        if thread.name.startswith("asyncio_"):
            thread.join(1)
    assert threading.active_count() == before


def test_code_that_never_gives_up_is_not_told_of_any_more() -> None:
    """An observer hears nothing after the run was stopped."""

    class Counts(lab.Observer):
        steps = 0

        def step_started(self, thread: object, handle: object) -> None:
            self.steps += 1

    async def main() -> None:
        while True:
            await asyncio.sleep(1)

    counts = Counts()
    lab.simulate(main, observer=counts, real_limit=0.2)
    assert counts.steps == (counts.steps, time.sleep(0.02))[0]


def test_a_limit_in_the_clean_up_counts_too() -> None:
    """An endless `finally` is stopped as well."""

    async def worker() -> None:
        try:
            await asyncio.sleep(9)
        finally:
            while True:
                pass

    async def main() -> None:
        task = asyncio.create_task(worker())
        await asyncio.sleep(1)
        assert not task.done()

    error = stopped(main)
    assert error.location is not None
    assert error.location.function == "worker"


def test_a_keyboard_interrupt_ends_the_run() -> None:
    """Ctrl-C in the caller's thread gets through, the run is ended, and the line is told at which it was."""
    before = threading.enumerate()

    def main() -> None:
        with lab.real_time():
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        while True:
            time.sleep(1)

    # A shell starts what runs in its background with Ctrl-C ignored, and tests may be run there.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt) as interrupted:
            lab.simulate(main)
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert isinstance(interrupted.value, lab.Interrupted)
    assert interrupted.value.location is not None
    assert interrupted.value.location.function == "main"
    for thread in threading.enumerate():
        if thread not in before:
            thread.join()  # or the test does not end


def test_a_deadlock_beside_a_heartbeat_names_who_waits() -> None:
    """Not the heartbeat, which only goes on; nor who waits for it, or with a deadline."""

    async def heartbeat() -> None:
        while True:
            await asyncio.sleep(3600)

    async def consumer() -> None:
        await asyncio.Queue().get()

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(heartbeat())
            group.create_task(consumer())

    error = stopped(main)
    assert [(one.name, one.location and one.location.text) for one in error.waiting] == [
        ("consumer", "await asyncio.Queue().get()")
    ]
    assert "a queue that nobody fills" in str(error)


def test_a_generator_that_a_library_reads_for_ever_is_told_at_its_line() -> None:
    """The library runs, and no line of the student's is on the stack: theirs stands at its `yield`."""
    reads: dict[str, Any] = {}
    text = "async def drain(stream):\n    async for _ in stream:\n        for turn in range(2_000_000): pass\n"
    exec(compile(text, "<attrs generated drain>", "exec"), reads)

    async def ones() -> AsyncIterator[int]:
        while True:
            yield 1

    error = stopped(lambda: reads["drain"](ones()))
    assert error.location is not None
    assert error.location.text == "yield 1"


def test_an_endless_loop_alone_has_nobody_who_waits() -> None:
    """Then it is the loop."""
    assert stopped(endless_sleeper).waiting == ()


async def undead() -> None:
    while True:
        try:
            await asyncio.sleep(0)
        except BaseException:
            continue


def test_a_coroutine_that_cannot_be_closed_says_nothing_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its second end would be printed in the middle of whatever comes next."""
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)

    async def around() -> None:
        await undead()

    for main in (undead, around):  # a fast machine finds first that it polls, a slow one that its time is up
        assert isinstance(lab.simulate(main, real_limit=0.2).error, (lab.RealTimeLimit, lab.Hang))
    gc.collect()
    assert said == []


def test_what_a_stopped_run_leaves_is_closed_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    """Clean-up that awaits, inside of a generator that somebody reads, says nothing when the run is stopped, and
    nothing later on: Python would write "coroutine ignored GeneratorExit" into the next cell."""
    unheard: list[object] = []
    real, sys.unraisablehook = sys.unraisablehook, unheard.append
    try:
        stopped(read_for_ever)
        gc.collect()
    finally:
        sys.unraisablehook = real
    assert unheard == []
    assert capfd.readouterr().err == ""
