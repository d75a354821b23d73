"""The judges of a batch, as many as it needs. Its threads only wait: each has a judge, whose process does the work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack
from threading import Lock
from types import TracebackType
from typing import Self

from asynclab.grade.bounded_pool import BoundedPool
from asynclab.grade.job import Executed, Job
from asynclab.grade.judge.client import Judge
from asynclab.grade.judge.examination import Examination
from asynclab.grade.judge.verdict_outputs import JudgedCheck
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.process import SandboxedProcess, StartProcess
from asynclab.grade.sandbox.uid_lease import own_number

Questions = Mapping[str, tuple[str, ...]]
"""Of each check of a notebook its scenarios, as JSON, in the order in which it asks them."""

JudgedJob = tuple[Job, Executed, tuple[JudgedCheck, ...]]


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
        self._judges: list[Judge] = []
        self._asked: dict[str, Future[Questions]] = {}
        self._lock = Lock()
        self._started = ExitStack()
        self._pool: BoundedPool[JudgedJob] = BoundedPool(workers, "asynclab judge")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for judge in self._judges:  # else one that reads a chapter for minutes would be waited for
            judge.stop()
        self._pool.shutdown()
        self._started.close()

    def warm_up(self) -> None:
        """Start a judge of each notebook. Does not wait: who cannot ask is told by `questions`."""
        for notebook in self._examinations:
            self._first(notebook)

    def questions(self, notebook: str) -> Questions:
        """Return the scenarios that each check of a notebook asks: nothing of one without a check. Waits for its first
        judge, who is started now at the latest. Raises what the judge raises who cannot ask them."""
        return self._first(notebook).result() if notebook in self._examinations else {}

    def _first(self, notebook: str) -> Future[Questions]:
        if notebook not in self._asked:
            self._asked[notebook] = self._pool.start(self._questions, notebook)
        return self._asked[notebook]

    def _questions(self, notebook: str) -> Questions:
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
            judge = Judge(self._containment, about, number, start=self._start)
            self._judges.append(judge)
            starting.enter_context(judge)
            with self._lock:
                self._started.push(starting.pop_all())
        return judge
