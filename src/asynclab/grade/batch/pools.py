"""Many submissions at once: the one module with threads.

The threads only wait: each has a lane, or a judge, whose process does the work. Who submits looks first whether there
is room, for a few more than are running, so that of a class of any size a handful of submissions are in memory.
No event loop and no fork: the caller may be a Jupyter server, which has threads and a loop of its own.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from threading import Lock
from types import TracebackType
from typing import Generic, ParamSpec, Protocol, Self, TypeVar

from asynclab.grade.execute import SandboxExecutor
from asynclab.grade.job import Executed, Job
from asynclab.grade.judge.client import Judge
from asynclab.grade.judge.examination import Examination
from asynclab.grade.judge.verdict_outputs import JudgedCheck
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.process import SandboxedProcess, StartProcess
from asynclab.grade.sandbox.uid_lease import own_number

_AHEAD = 2  # jobs waiting or running, for each worker

Produced = TypeVar("Produced")
Arguments = ParamSpec("Arguments")
Done = tuple[Job, Executed]
JudgedJob = tuple[Job, Executed, tuple[JudgedCheck, ...]]


class BoundedPool(Generic[Produced]):
    """Threads, and a bound on what is under way in them: two pieces of work for each thread."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._room = _AHEAD * threads
        self._running: set[Future[Produced]] = set()

    @property
    def has_room(self) -> bool:
        """Whether more can be submitted within the bound."""
        return len(self._running) < self._room

    @property
    def under_way(self) -> bool:
        """Whether there are results to come."""
        return bool(self._running)

    def submit(self, work: Callable[Arguments, Produced], *about: Arguments.args, **options: Arguments.kwargs) -> None:
        """Start a piece of work as soon as a thread is free. Does not wait."""
        self._running.add(self._threads.submit(work, *about, **options))

    def start(self, work: Callable[Arguments, object], *about: Arguments.args, **options: Arguments.kwargs) -> None:
        """Start a piece of work that has no result and takes no room."""
        self._threads.submit(work, *about, **options)

    def completed(self, *, wait: bool) -> Iterator[Produced]:
        """Yield the results that are there. wait: for the first, if there is one to come. Raises what work raised."""
        done, self._running = futures.wait(self._running, None if wait else 0, futures.FIRST_COMPLETED)
        for future in done:
            yield future.result()

    def shutdown(self, *, wait: bool = True) -> None:
        """Start nothing more. wait: for what is running."""
        self._threads.shutdown(wait=wait, cancel_futures=True)


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


class JudgePool:
    """The judges of a batch, started as they are needed: of each notebook at most one a worker. start: how their
    processes are had."""

    def __init__(
        self,
        workers: int,
        containment: Containment,
        examinations: Mapping[str, Examination],
        *,
        start: StartProcess = SandboxedProcess,
    ) -> None:
        self._containment = containment
        self._start = start
        self._examinations = examinations
        self._idle: dict[str, list[Judge]] = {name: [] for name in examinations}
        self._lock = Lock()
        self._started = ExitStack()
        self._pool: BoundedPool[JudgedJob] = BoundedPool(workers, "asynclab judge")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()  # a judge answers within its own time limits
        self._started.close()

    def questions(self, notebook: str) -> Mapping[str, tuple[str, ...]]:
        """Return the scenarios that each check of a notebook asks. Raises what the judge raises who cannot ask them."""
        judge = self._taken(notebook)
        self._idle[notebook].append(judge)
        return judge.questions

    @property
    def has_room(self) -> bool:
        """Whether more can be submitted within the bound."""
        return self._pool.has_room

    @property
    def under_way(self) -> bool:
        """Whether there are verdicts to come."""
        return self._pool.under_way

    def submit(self, notebook: str, job: Job, executed: Executed) -> None:
        """Have a job judged that is executed. notebook: the name of its notebook. Does not wait."""
        self._pool.submit(self._judge, notebook, job, executed)

    def completed(self, *, wait: bool) -> Iterator[JudgedJob]:
        """Yield the jobs that are judged since it was last asked, with their verdicts. wait: for the first, if there is
        one to come. Raises what a judge raised."""
        return self._pool.completed(wait=wait)

    def _judge(self, notebook: str, job: Job, executed: Executed) -> JudgedJob:
        if executed.lost or not executed.checks:
            return job, executed, ()
        judge = self._taken(notebook)
        try:
            return job, executed, judge.judge(executed.checks)
        finally:
            self._idle[notebook].append(judge)

    def _taken(self, notebook: str) -> Judge:
        with self._lock:
            if self._idle[notebook]:
                return self._idle[notebook].pop()
        with ExitStack() as starting:
            number = starting.enter_context(own_number())
            about = self._examinations[notebook]
            judge = starting.enter_context(Judge(self._containment, about, number, start=self._start))
            with self._lock:
                self._started.push(starting.pop_all())
        return judge
