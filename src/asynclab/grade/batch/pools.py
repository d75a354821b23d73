"""Many submissions at once: the one module with threads.

The threads only wait: each has a lane, or a judge, whose process does the work. Whoever asks for results pulls the
jobs too, a few ahead of what is running, so that of a class of any size a handful of submissions are in memory.
No event loop and no fork: the caller may be a Jupyter server, which has threads and a loop of its own.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from threading import Lock
from types import TracebackType
from typing import Protocol, Self, TypeVar

from asynclab.grade.execute import SandboxExecutor
from asynclab.grade.job import Executed, Job
from asynclab.grade.judge.checks import Examination
from asynclab.grade.judge.client import Judge
from asynclab.grade.judge.decide import JudgedCheck
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.uid_lease import own_number

_AHEAD = 2  # jobs waiting or running, for each worker

Item = TypeVar("Item")
Result = TypeVar("Result")
Done = tuple[Job, Executed]


class Backend(Protocol):
    """Where jobs are executed. Open it with `with`; leaving it ends whatever still runs."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Each job with what came of it, in the order in which they end. Takes jobs as it has room for them."""
        ...


class LocalBackend:
    """This machine's cores: a lane for each worker. modules: what a lane imports before its first job."""

    def __init__(self, workers: int, containment: Containment, modules: Sequence[str] = ()) -> None:
        self._workers = workers
        self._containment = containment
        self._modules = modules
        self._idle: queue.SimpleQueue[SandboxExecutor] = queue.SimpleQueue()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="asynclab lane")

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.callback(self._pool.shutdown)
            for _ in range(self._workers):
                lane = SandboxExecutor(self._containment, self._modules, opening.enter_context(own_number()))
                self._idle.put(opening.enter_context(lane))
            opening.callback(self._pool.shutdown, wait=False, cancel_futures=True)
            self._opened = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()  # what waits is dropped, then the lanes end, then their threads

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """Execute the jobs; see `Backend`."""
        return flow(self._pool, self._execute, jobs, _AHEAD * self._workers)

    def _execute(self, job: Job) -> Done:
        lane = self._idle.get()
        try:
            return job, lane.execute(job)
        finally:
            self._idle.put(lane)


class JudgePool:
    """The judges of a batch, started as they are needed: of each notebook at most one a worker."""

    def __init__(self, workers: int, containment: Containment, examinations: Mapping[str, Examination]) -> None:
        self._workers = workers
        self._containment = containment
        self._examinations = examinations
        self._idle: dict[str, list[Judge]] = {name: [] for name in examinations}
        self._lock = Lock()
        self._started = ExitStack()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="asynclab judge")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)  # a judge answers within its own time limits
        self._started.close()

    def questions(self, notebook: str) -> Mapping[str, tuple[str, ...]]:
        """Of each check of a notebook the scenarios that it asks. Raises what the judge raises who cannot ask them."""
        judge = self._taken(notebook)
        self._idle[notebook].append(judge)
        return judge.questions

    def __call__(
        self, executed: Iterable[Done], notebook: Callable[[Job], str]
    ) -> Iterator[tuple[Job, Executed, tuple[JudgedCheck, ...]]]:
        """Each job with its verdicts, in the order in which they are found. notebook: the name of a job's notebook."""

        def judged(done: Done) -> tuple[Job, Executed, tuple[JudgedCheck, ...]]:
            return (*done, self._judge(notebook(done[0]), done[1]))

        return flow(self._pool, judged, executed, _AHEAD * self._workers)

    def _judge(self, notebook: str, executed: Executed) -> tuple[JudgedCheck, ...]:
        if executed.lost or not executed.checks:
            return ()
        judge = self._taken(notebook)
        try:
            return judge.judge(executed.checks)
        finally:
            self._idle[notebook].append(judge)

    def _taken(self, notebook: str) -> Judge:
        with self._lock:
            if self._idle[notebook]:
                return self._idle[notebook].pop()
        with ExitStack() as starting:
            number = starting.enter_context(own_number())
            judge = starting.enter_context(Judge(self._containment, self._examinations[notebook], number))
            with self._lock:
                self._started.push(starting.pop_all())
        return judge


def flow(
    pool: ThreadPoolExecutor, work: Callable[[Item], Result], items: Iterable[Item], room: int
) -> Iterator[Result]:
    """Results as they come. The next item is taken when there is room for it."""
    running: set[Future[Result]] = set()
    for item in items:
        running.add(pool.submit(work, item))
        done, running = wait(running, None if len(running) >= room else 0, FIRST_COMPLETED)
        for future in done:
            yield future.result()
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()
