"""Executes jobs one after the other, each in children forked from a warm process inside the sandbox.

Trusted, and safe to use from a process with threads: it never forks itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from asynclab.grade.execute.forkserver import CannotOpen, ForkingProcess, ForkServer, OpenedServer, SandboxDied
from asynclab.grade.execute.job_execution import JobExecution
from asynclab.grade.execute.opening import Opening, opening_of
from asynclab.grade.job import Executed, Job
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.process import SandboxedProcess, StartProcess

_PASSES = 400  # children of one warm process; then it is started anew, so that memory stays flat
_ENDED = "The batch was ended."


class SandboxExecutor:
    """Open with `with`. modules: what notebooks import, loaded once. number: tells lanes of a machine apart. start: how
    its warm process is had.

    One thread at a time. The warm process starts with the first job, and again when it died.
    """

    def __init__(
        self,
        containment: Containment,
        modules: Sequence[str] = (),
        number: int = 0,
        start: StartProcess = SandboxedProcess,
    ) -> None:
        self._containment = containment
        self._modules = tuple(modules)
        self._number = number
        self._start = start
        self._server: ForkServer | None = None
        self._opened: OpenedServer | None = None
        self._cannot_open: list[Opening] = []
        self._ended = False

    @property
    def pid(self) -> int | None:
        """The number of its warm process, None while it has none."""
        return self._server.pid if self._server else None

    def __enter__(self) -> SandboxExecutor:
        self._ended = False
        return self

    def __exit__(self, *error: object) -> None:
        self._ended = True  # another thread may be at a job here, which is to start nothing anew
        self.close()

    def close(self) -> None:
        """End the warm process."""
        self._close_opened()
        if self._server is not None:
            self._server.close()
            self._server = None

    def warm_up(self) -> None:
        """Start the warm process before there is a job. Where it does not start, the first job says why."""
        with suppress(SandboxDied, OSError):
            self._warm()

    def execute(self, job: Job) -> Executed:
        """Execute a job, and return what comes of it. Never raises for what a student did; `lost` tells where the
        sandbox failed twice.
        """
        died = ""
        for _ in range(2):
            try:
                return self._executed(job)
            except (SandboxDied, OSError) as problem:
                died = str(problem)
                self.close()
        return Executed(job.key, lost=died)

    def _executed(self, job: Job) -> Executed:
        opening = opening_of(job)
        execution = JobExecution(lambda: self._ready(opening), job)
        execution.both()
        return execution.executed()

    def _ready(self, opening: Opening | None) -> ForkingProcess:
        """The process to fork from: one that has run the opening, or the plain one, which cannot have another beside it
        while it forks."""
        server = self._warm()
        if self._opened is not None and self._opened.opening != opening:
            self._close_opened()
        if opening is None or opening in self._cannot_open:
            return server
        if self._opened is None:
            try:
                self._opened = server.opened(opening)
            except CannotOpen as problem:
                self._cannot_open.append(opening)
                if not problem.ended:  # it may be at its cells for ever
                    self.close()
                return self._warm()
        return self._opened

    def _close_opened(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _warm(self) -> ForkServer:
        if self._ended:
            raise SandboxDied(_ENDED)
        if any(each and (each.dead or each.passes >= _PASSES) for each in (self._server, self._opened)):
            self.close()  # both: what the dead one has left behind, nobody knows
        if self._server is None:
            self._server = server = ForkServer(self._containment, self._modules, self._number, self._start)
            if self._ended:  # meanwhile, by another thread
                self.close()
                raise SandboxDied(_ENDED)
            return server
        return self._server
