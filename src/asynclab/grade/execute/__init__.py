"""Executes a student's notebook in sandboxed processes: a pure function from `Job` to `Executed`."""

from __future__ import annotations

import atexit
import os
import threading

from asynclab.grade.execute.executor import SandboxExecutor
from asynclab.grade.job import Executed, Job
from asynclab.grade.sandbox import choose

__all__ = ["SandboxExecutor", "execute"]

_NUMBERS = 1000  # lanes of a machine that need to be told apart, without knowing of each other
_lock = threading.Lock()
_lanes: dict[tuple[str, ...], SandboxExecutor] = {}


def execute(job: Job) -> Executed:
    """What comes of a job, in this process's own lane; for a worker of a cluster. It is closed at exit.

    Raises `CannotContain` where this machine has no way to contain a student's code.
    """
    with _lock:
        if job.modules not in _lanes:
            _close()  # a worker has one chapter at a time
            _lanes[job.modules] = SandboxExecutor(choose(), job.modules, os.getpid() % _NUMBERS)
        return _lanes[job.modules].execute(job)


def _close() -> None:
    while _lanes:
        _lanes.popitem()[1].close()


atexit.register(_close)
os.register_at_fork(after_in_child=_lanes.clear)  # they are the parent's
