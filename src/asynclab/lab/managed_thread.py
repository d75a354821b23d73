"""The threads of a run, and the gates at which they wait for their turn."""

from __future__ import annotations

import contextlib
from enum import Enum
from types import CodeType
from typing import TYPE_CHECKING

from asynclab.lab.context import FAR, real_acquire, real_lock
from asynclab.lab.owners.givers import Giver, giver_of

if TYPE_CHECKING:
    import asyncio
    from _thread import LockType

    from asynclab.lab.clock import Clock


class ThreadState(Enum):
    """What a managed thread does."""

    READY = "ready"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"


class ManagedThread:
    """A thread of a run. `waits_in`: the call it waits in, for messages. `step`: the callback of an event loop that it
    runs right now."""

    __slots__ = (
        "clock", "deadline", "ended", "gate", "ident", "joiners", "name", "order", "over", "polls", "sites",
        "state", "step", "timed_out", "waits_in",
    )  # fmt: skip

    def __init__(self, clock: Clock, name: str) -> None:
        self.clock = clock
        self.name = name
        self.ident = 0
        self.state = ThreadState.READY
        self.gate = closed_gate()
        self.ended = closed_gate()  # opened when the thread is done
        self.deadline = FAR
        self.order = (0, 0)  # of threads whose deadlines are equal: its turn, and when it began to wait
        self.timed_out = False
        self.waits_in = ""
        self.step: asyncio.Handle | None = None
        self.joiners: list[ManagedThread] = []
        self.polls = 0
        self.sites: set[tuple[CodeType, int]] = set()
        self.over = 0

    @property
    def in_step(self) -> bool:
        """Whether it runs a callback of an event loop right now."""
        return self.step is not None

    @property
    def giver(self) -> Giver | None:
        """The student's line that gave this callback, if one did."""
        return None if self.step is None else giver_of(self.step)

    def __repr__(self) -> str:
        return f"<managed thread {self.name!r}, {self.state.value} {self.waits_in}>"


def closed_gate() -> LockType:
    """Make a gate that nobody can pass."""
    lock = real_lock()
    real_acquire(lock)
    return lock


def open_gate(lock: LockType) -> None:
    """Let the one who waits at the gate pass; does nothing if it is open."""
    if lock.locked():
        with contextlib.suppress(RuntimeError):  # somebody else opened it just now
            lock.release()


def raise_in(thread: ManagedThread, error: type[BaseException]) -> None:
    """Raise an exception in a thread as soon as it runs Python code."""
    import ctypes  # seldom needed, and slow to import

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(error))
