"""The warm processes of one worker: as many as jobs run at a time, each with a number of its own on this machine."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from asynclab.grade.job import Executed, Job
from asynclab.grade.sandbox.uid_lease import own_number


class Executor(Protocol):
    """What executes jobs, one at a time: a `SandboxExecutor`, or a fake."""

    def execute(self, job: Job) -> Executed:
        """Execute a job; what a student did is never an exception."""
        ...


# (modules to import before the first job, a number that no other lane of this machine has) -> a lane
MakeLane = Callable[[tuple[str, ...], int], AbstractContextManager[Executor]]


@dataclass(frozen=True)
class _Warm:
    modules: tuple[str, ...]
    lane: Executor
    end: ExitStack
    since: float  # idle since then


class WarmExecutors:
    """Executes jobs on warm processes, which it starts as they are needed and keeps for the next job."""

    def __init__(self, make: MakeLane) -> None:
        self._make = make
        self._idle: deque[_Warm] = deque()
        self._lock = Lock()
        self._closed = False

    def execute(self, job: Job) -> Executed:
        """Execute a job. Called from as many threads as jobs shall run at a time."""
        warm = self._taken(job.modules)
        with ExitStack() as broken:
            broken.push(warm.end)  # whatever is raised here is not the student's: the lane is not trusted again
            executed = warm.lane.execute(job)
            broken.pop_all()
        self._handed_back(warm)
        return executed

    def end_idle(self, seconds: float) -> None:
        """End the processes that nobody has used for so many real seconds."""
        now = time.monotonic()
        self._end(lambda warm: now - warm.since >= seconds)

    def close(self) -> None:
        """End all of them; one that is at work ends when its job does."""
        self._closed = True
        self._end(lambda warm: True)

    def _taken(self, modules: tuple[str, ...]) -> _Warm:
        with self._lock:
            idle = self._idle.pop() if self._idle else None
        if idle is not None:
            if idle.modules == modules:
                return idle
            idle.end.close()  # another chapter's: its place is needed
        with ExitStack() as opening:
            number = opening.enter_context(own_number())
            lane = opening.enter_context(self._make(modules, number))
            return _Warm(modules, lane, opening.pop_all(), time.monotonic())

    def _handed_back(self, warm: _Warm) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(_Warm(warm.modules, warm.lane, warm.end, time.monotonic()))
                return
        warm.end.close()

    def _end(self, which: Callable[[_Warm], bool]) -> None:
        with self._lock:
            ending = [warm for warm in self._idle if which(warm)]
            self._idle = deque(warm for warm in self._idle if warm not in ending)
        for warm in ending:
            warm.end.close()
