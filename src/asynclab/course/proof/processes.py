"""A `map` that gives every job a process of its own, forked from a warm one, and ends it when its time is up.

The warm processes are forked from one that has loaded the engine (Python's own fork server, not the caller, who may
have threads), load what jobs need once, and then fork a child for each job: a job starts in milliseconds, and what it
breaks it breaks for itself alone.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pickle
import select
import signal
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from asynclab.processors import usable_processors

Given = TypeVar("Given")
Produced = TypeVar("Produced")

_SIZE = struct.Struct("!Q")
_SERVED = multiprocessing.get_context("forkserver")
_SERVED.set_forkserver_preload(["asynclab.course.proof.practised"])  # seconds, once for all chapters of a proof


@dataclass(frozen=True)
class LostJob:
    """A job that gave no result, and why: its time was up, its process ended, its function raised."""

    why: str


def _workers() -> int:
    return min(usable_processors(), 4)  # a container may have fewer than it sees


@dataclass(frozen=True)
class Forked(Generic[Given, Produced]):
    """workers: jobs at once. limit: real seconds a job. warm: modules to load before the first."""

    workers: int = field(default_factory=_workers)
    limit: float = 30.0
    warm: tuple[str, ...] = ()

    def __call__(
        self, function: Callable[[Given], Produced], jobs: Iterable[Given]
    ) -> Iterator[tuple[Given, Produced | LostJob]]:
        """Every job with its result, in the order in which they end. function and jobs must pickle."""
        waiting = list(enumerate(jobs))
        every = dict(waiting)
        with ExitStack() as stack:
            free = [stack.enter_context(_WarmProcess(function, self)) for _ in range(min(self.workers, len(waiting)))]
            busy: dict[Any, _WarmProcess] = {}
            while waiting or busy:
                while waiting and free:
                    process = free.pop()
                    process.pipe.send(waiting.pop(0))
                    busy[process.pipe] = process
                for pipe in wait(list(busy)):
                    process = busy.pop(pipe)
                    number, result = process.pipe.recv()  # EOFError: a warm process died, and that is a bug of ours
                    free.append(process)
                    yield every[number], result


class _WarmProcess:
    """A warm process that forks a child for each job it is sent."""

    def __init__(self, function: Callable[[Any], Any], about: Forked[Any, Any]) -> None:
        self.pipe, theirs = _SERVED.Pipe()
        self._process = _SERVED.Process(target=_serve, args=(theirs, function, about.limit, about.warm), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> _WarmProcess:
        return self

    def __exit__(self, *error: object) -> None:
        self.pipe.close()
        self._process.terminate()
        self._process.join()
        self._process.close()


def _serve(pipe: Connection[Any, Any], function: Callable[[Any], Any], limit: float, warm: tuple[str, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    for module in warm:
        importlib.import_module(module)
    while True:
        try:
            number, job = pipe.recv()
        except EOFError:
            return
        pipe.send((number, forked(function, job, limit)))


def forked(function: Callable[[Given], Produced], job: Given, limit: float) -> Produced | LostJob:
    """Do one job in a child of its own, forked from here; return its result, or why there is none.

    limit: real seconds. The child's own children end with it.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        os.setsid()  # so that whatever it starts ends with it
        _work(function, job, theirs)
    os.close(theirs)
    try:
        data = _read(ours, limit)
    finally:
        os.close(ours)
        _end(child)
    if data is None:
        return LostJob(f"It did not end within {limit:g} s.")
    try:
        result: Produced | LostJob = pickle.loads(data)
        return result
    except (EOFError, pickle.UnpicklingError):  # nothing, or half of it
        return LostJob("It ended its own process.")


def _work(function: Callable[[Any], Any], job: Any, pipe: int) -> None:
    """In the child: never returns."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        try:
            result: Any = function(job)
        except Exception as error:
            result = LostJob(f"{type(error).__name__}: {error}")
        pickled = pickle.dumps(result)
        data = _SIZE.pack(len(pickled)) + pickled
        while data:
            data = data[os.write(pipe, data) :]
    finally:
        os._exit(0)  # no clean-up: whatever the job left behind must not keep it alive


def _read(pipe: int, limit: float) -> bytes | None:
    """The message that a child writes, or what there is of it; None if its time is up first.

    Its size comes first: the end of the pipe does not come while a process that the job left behind holds it.
    """
    deadline = time.monotonic() + limit
    data = b""
    while len(data) < _SIZE.size or len(data) < _SIZE.size + _SIZE.unpack_from(data)[0]:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(pipe, 1 << 16)
        if not part:
            break
        data += part
    return data[_SIZE.size :]


def _end(child: int) -> None:
    try:
        os.killpg(child, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        os.kill(child, signal.SIGKILL)  # it has not made its group yet; it is ours to wait for, so it exists
    os.waitpid(child, 0)
