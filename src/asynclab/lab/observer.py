"""What a run tells those who watch it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context
from dataclasses import dataclass, fields
from types import FrameType
from typing import Any, Protocol

from asynclab.lab.context import here
from asynclab.lab.owners.givers import Giver


class Thread(Protocol):
    """A thread of a run, as observers see it."""

    @property
    def name(self) -> str:
        """Its name in `threading`."""

    @property
    def ident(self) -> int:
        """Its identifier in `threading`."""

    @property
    def in_step(self) -> bool:
        """Whether it runs a callback of an event loop right now."""

    @property
    def giver(self) -> Giver | None:
        """The student's line that gave this callback, if one did."""


class Observer:
    """Base class; override what you need (what is not overridden costs nothing).

    The lab calls these inside the run's own threads, one at a time, in `real_time()`: waiting in them is real and
    moves no virtual time. `lab.now()` works in them. Keep no frame, handle or task: that delays finalisers and
    changes the order which is being observed.
    """

    def task_started(self, task: asyncio.Task[Any], parent: asyncio.Task[Any] | None) -> None:
        """Note that a task was made, by `parent` (None: by the run itself)."""

    def task_ended(self, task: asyncio.Task[Any]) -> None:
        """Note that a task is done."""

    def step_started(self, thread: Thread, handle: asyncio.Handle) -> None:
        """Note that a loop is about to run one callback."""

    def step_ended(self, thread: Thread, handle: asyncio.Handle, cpu_seconds: float) -> None:
        """Note that the callback returned; the thread spent so many real CPU seconds in it."""

    def wait_started(self, thread: Thread, call: str, detail: str, frame: FrameType | None) -> object:
        """Note that a thread is about to wait in `call`, made at `frame`. `call` is "time.sleep", "Lock.acquire",
        "Future.result", "Queue.get" ... A loop that waits for events is not reported. Return a token to hear of the
        end, or None.
        """
        return None

    def wait_ended(self, token: Any, seconds: float) -> None:
        """Note that the wait took so many virtual seconds."""

    def work_given(self, future: Future[Any]) -> None:
        """Note that a pool of threads has been given something to do, of which `future` is."""

    def system_call(self, thread: Thread, event: str, args: tuple[Any, ...], frame: FrameType | None) -> None:
        """Note a call of the operating system inside a loop callback: an audit event, or a watched function by name."""

    def clock_spun(self, thread: Thread, frame: FrameType | None) -> None:
        """Note that the thread reads a clock over and over: a busy wait."""

    def flag_spun(self, thread: Thread, frame: FrameType | None) -> None:
        """Note that the thread asks over and over whether something has happened: a busy wait."""

    def loop_spun(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note that the loop goes round and round while no time passes: a task that polls with `sleep(0)`, usually."""

    def imported(self, thread: Thread) -> None:
        """Note that a module was imported inside a loop callback (which costs CPU that is nobody's fault)."""

    def queue_changed(self, queue: asyncio.Queue[Any], size: int, bound: int, frame: FrameType | None) -> None:
        """Note that an `asyncio.Queue` was made, or an item was put in or taken; `bound` 0 means unbounded."""

    def thread_context(self) -> Context | None:
        """Return the context that a new thread of the run starts in; None: an empty context, as everywhere."""
        return None

    def main_ended(self) -> None:
        """Note that the main function has ended, or hangs: what follows is the lab clearing up."""

    def watched(self) -> None:
        """Note that the run goes on: called in the thread that called `simulate`, about every 20 ms of real time."""


Hook = Callable[..., Any] | None


@dataclass(frozen=True, slots=True)
class Hooks:
    """The overridden methods of an observer; None for the others, so that not observing costs a comparison."""

    task_started: Hook = None
    task_ended: Hook = None
    step_started: Hook = None
    step_ended: Hook = None
    wait_started: Hook = None
    wait_ended: Hook = None
    work_given: Hook = None
    system_call: Hook = None
    clock_spun: Hook = None
    flag_spun: Hook = None
    loop_spun: Hook = None
    imported: Hook = None
    queue_changed: Hook = None
    thread_context: Hook = None
    main_ended: Hook = None
    watched: Hook = None

    @classmethod
    def of(cls, observer: Observer) -> Hooks:
        """Return the methods of `observer` that are its own."""
        found: dict[str, Hook] = {}
        for event in _EVENTS:
            method = getattr(observer, event)
            if getattr(method, "__func__", method) is not getattr(Observer, event):
                found[event] = _in_real_time(method)
        return cls(**found)


SILENT = Hooks()
_EVENTS = tuple(field.name for field in fields(Hooks))


def _in_real_time(method: Callable[..., Any]) -> Callable[..., Any]:
    def told(*args: Any) -> Any:
        here.bypass += 1
        try:
            return method(*args)
        finally:
            here.bypass -= 1

    return told
