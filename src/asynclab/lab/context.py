"""Which managed thread the caller is, and the way out of virtual time (`real_time`).

Every OS thread that belongs to a run carries its `ManagedThread` in thread-local storage. Stand-ins ask
`current()`: None means "behave as if this package were not there".
"""

from __future__ import annotations

import _thread
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asynclab.lab.managed_thread import ManagedThread

HZ = 1_000_000
"""Virtual times are told in whole microseconds. That keeps floating-point drift out of comparisons: 3 * 0.1 == 0.3."""

NANO = 1_000_000_000
"""A `Clock` counts nanoseconds inside."""

EPOCH = 2_000_000_000
"""What `time.time()` shows when a process's first run begins (2033-05-18 03:33:20 UTC), whatever the day."""

FAR = 10**24
"""A deadline that never comes (nanoseconds): what an infinite timeout becomes."""

NANO_A_MICRO = NANO // HZ

# The real functions, taken before anything is patched.
real_lock = _thread.allocate_lock
real_acquire = _thread.LockType.acquire  # called so: blockbuster replaces the method of the type
real_monotonic = time.monotonic
real_sleep = time.sleep
real_thread_time = time.thread_time
real_process_time = time.process_time


class _Here(threading.local):
    thread: ManagedThread | None = None
    bypass: int = 0


here = _Here()

turn: ContextVar[int] = ContextVar("asynclab_turn", default=0)
"""Of waits that end at one instant, that with the lower turn ends first; of equal turns, the one that began first."""


@contextmanager
def waiting_turn(number: int) -> Iterator[None]:
    """Let the waits that begin in the block have this turn. Real timers end waits of one length in any order."""
    before = turn.get()
    turn.set(number)
    try:
        yield
    finally:
        turn.set(before)  # without a token: what the garbage collector closes is closed in another context


def current() -> ManagedThread | None:
    """Return the managed thread that calls, or None: not in a run, or inside `real_time()`."""
    return None if here.bypass else here.thread


def in_run() -> bool:
    """Return whether the caller is inside a run (also inside `real_time()`)."""
    return here.thread is not None


def now() -> float:
    """Virtual seconds since the run began. Raises RuntimeError outside a run."""
    thread = here.thread
    if thread is None:
        raise RuntimeError(
            "lab.now() was called outside a run, where there is no virtual time. "
            "Call it from code that lab.simulate() runs, or use time.monotonic()."
        )
    return told(thread.clock.now)


def told(nanoseconds: int) -> float:
    """Virtual seconds, to the microsecond, as a run tells them."""
    return (nanoseconds + NANO_A_MICRO // 2) // NANO_A_MICRO / HZ


class real_time:
    """Inside this block the calling thread's waiting and clocks are real, and virtual time stands still."""

    def __enter__(self) -> None:
        here.bypass += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        here.bypass -= 1
