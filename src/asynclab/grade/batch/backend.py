"""Where the jobs of a batch are executed, many at once: on this machine's cores, or elsewhere.

The threads only wait: each has a lane, whose process does the work. No event loop and no fork: the caller may be a
Jupyter server, which has threads and a loop of its own.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Protocol, Self

from asynclab.grade.bounded_pool import BoundedPool
from asynclab.grade.execute import SandboxExecutor
from asynclab.grade.job import Executed, Job
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.process import SandboxedProcess, StartProcess
from asynclab.grade.sandbox.uid_lease import own_number

Done = tuple[Job, Executed]


class Backend(Protocol):
    """Where jobs are executed. Open it with `with`; leaving it ends whatever still runs."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def has_room(self) -> bool:
        """Whether it wants more jobs."""
        ...

    @property
    def under_way(self) -> bool:
        """Whether there are results to come."""
        ...

    def submit(self, job: Job) -> None:
        """Take a job. Does not wait, and never refuses one; who wants memory to stay flat looks for room first."""
        ...

    def close(self) -> None:
        """Know that no job comes any more."""
        ...

    def completed(self, *, wait: bool) -> Iterator[Done]:
        """Yield the jobs that are done since it was last asked, with what came of them, each job once.

        wait: until one is done, or there is room where there was none; not where nothing is under way.
        """
        ...


class LocalBackend:
    """This machine's cores: a lane for each worker. modules: what a lane imports before its first job. warm: so many
    lanes do that when the backend is opened, the others when they have a job. start: how their processes are had."""

    def __init__(
        self,
        workers: int,
        containment: Containment,
        modules: Sequence[str] = (),
        *,
        warm: int = 0,
        start: StartProcess = SandboxedProcess,
    ) -> None:
        self._workers = workers
        self._containment = containment
        self._modules = modules
        self._warm = warm
        self._start = start
        self._idle: queue.SimpleQueue[SandboxExecutor] = queue.SimpleQueue()
        self._pool: BoundedPool[Done] = BoundedPool(workers, "asynclab lane")

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.callback(self._pool.shutdown)
            for number in range(self._workers):
                name = opening.enter_context(own_number())
                lane = opening.enter_context(SandboxExecutor(self._containment, self._modules, name, self._start))
                if number < self._warm:
                    self._pool.start(self._warm_up, lane)
                else:
                    self._idle.put(lane)
            opening.callback(self._pool.shutdown, wait=False)
            self._opened = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()  # what waits is dropped, then the lanes end, then their threads

    @property
    def has_room(self) -> bool:
        """See `Backend`."""
        return self._pool.has_room

    @property
    def under_way(self) -> bool:
        """See `Backend`."""
        return self._pool.under_way

    def submit(self, job: Job) -> None:
        """See `Backend`."""
        self._pool.submit(self._execute, job)

    def close(self) -> None:
        """Do nothing: at the end, nothing is done otherwise."""

    def completed(self, *, wait: bool) -> Iterator[Done]:
        """See `Backend`."""
        return self._pool.completed(wait=wait)

    def _warm_up(self, lane: SandboxExecutor) -> None:
        try:
            lane.warm_up()
        finally:
            self._idle.put(lane)

    def _execute(self, job: Job) -> Done:
        lane = self._idle.get()
        try:
            return job, lane.execute(job)
        finally:
            self._idle.put(lane)
