"""A class graded on a Dask cluster: `Cluster` is a backend like `LocalBackend`, and gives the same results.

Dask does what it is good at: it finds a worker that is free, moves work from slow ones to others, and tries again
elsewhere what was with a worker that died. Here is what it leaves open: which workers are fit, what to do when the
scheduler is lost, and that every job is counted once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

from asynclab.grade.cluster.errors import NoScheduler, NoWorkers
from asynclab.grade.cluster.job_tracker import JobTracker
from asynclab.grade.cluster.link import End, Landed, Link, LinkLost
from asynclab.grade.cluster.warm_executors import MakeLane
from asynclab.grade.cluster.worker import Sandboxed as Sandboxed
from asynclab.grade.engine_version import engine_identity
from asynclab.grade.job import Executed, Job

_log = logging.getLogger(__name__)

_SANDBOXED = Sandboxed()
_LOOK = 1.0  # real seconds from one look at the workers to the next
_WAIT = 0.25  # real seconds that a result is waited for, before something else is looked at
_TRY = 5.0  # real seconds that one attempt to reach the scheduler takes at most
_BREATH = 0.1  # real seconds between two such attempts


_NOBODY = "The Dask scheduler at {} does not answer. It is waited for, {:g} seconds at most."


class Cluster:
    """A Dask cluster. Open it with `with`: that raises NoScheduler, or NoWorkers where none is fit.

    address: the scheduler's ("tcp://...", "tls://..."), or its scheduler file ("....json"). patience: real seconds
    to wait for a scheduler or a worker that is not there. overtake: real seconds after which a job that is still out
    at the end of a batch is given to another worker too. make: what executes jobs on a worker. tell: called with a
    sentence for the log when a worker is refused or a scheduler is lost.
    """

    def __init__(
        self,
        address: str,
        *,
        patience: float = 60.0,
        overtake: float = 60.0,
        make: MakeLane = _SANDBOXED,
        tell: Callable[[str], None] = _log.warning,
    ) -> None:
        self._address = address
        self._patience = patience
        self._make = make
        self._tell = tell
        self._jobs = JobTracker(overtake)

    def __enter__(self) -> Self:
        self._link = self._linked()
        self._looked = self._fit = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._link.close()

    @property
    def has_room(self) -> bool:
        """See `Backend`. Two jobs a lane are out; without workers there is no room."""
        return self._jobs.has_room(self._link.roster.lanes)

    @property
    def under_way(self) -> bool:
        """See `Backend`."""
        return self._jobs.under_way

    def submit(self, job: Job) -> None:
        """See `Backend`."""
        self._jobs.add(job)

    def close(self) -> None:
        """See `Backend`."""
        self._jobs.close()

    def completed(self, *, wait: bool) -> Iterator[tuple[Job, Executed]]:
        """See `Backend`. Raises NoScheduler and NoWorkers when patience is at its end."""
        none = True
        while none:
            for done in self._next(_WAIT if wait else 0.0):
                none = False
                yield done
            if not wait or self.has_room or not self.under_way:
                return

    def _next(self, seconds: float) -> Iterator[tuple[Job, Executed]]:
        """Send what is due, and yield what is back within so many real seconds."""
        flights = tuple(self._jobs.due(self._link.roster.lanes, time.monotonic()))
        try:
            for flight in flights:
                self._link.send(flight)
            for landed in self._link.landed(seconds):
                yield from self._counted(landed)
            self._look_round()
        except LinkLost as lost:
            self._tell(f"{lost} What is not back is sent again once the scheduler is there.")
            self._link.drop()
            self._link = self._linked(at_start=False)
            self._jobs.send_again(self._jobs.out)
            self._fit = time.monotonic()

    def _counted(self, landed: Landed) -> Iterator[tuple[Job, Executed]]:
        """A job that came back, unless it has to go out once more or was back before."""
        if landed.end is End.KILLED and not self._jobs.suspect(landed.number):
            return
        self._link.forget(landed.number)
        job = self._jobs.landed(landed.number)
        if job is not None:
            yield job, landed.executed or Executed(job.key, lost=landed.why)

    def _look_round(self) -> None:
        now = time.monotonic()
        if now - self._looked >= _LOOK:
            self._looked = now
            stranded = self._link.look_round()
            self._link.forget(*stranded)
            self._jobs.send_again(stranded)
        self._fit = now if self._link.roster.lanes else self._fit
        if now - self._fit > self._patience:
            raise NoWorkers(self._address, self._patience, self._jobs.back, self._link.roster.refused)

    def _linked(self, at_start: bool = True) -> Link:
        """A connection with workers that are fit. Where none is there yet, it is waited for."""
        end, problem = time.monotonic() + self._patience, ""
        while time.monotonic() < end:
            try:
                link = Link(self._address, _TRY, engine_identity(), self._make, self._tell)
            except OSError as unreachable:
                if not problem:
                    self._tell(_NOBODY.format(self._address, self._patience))
                problem = str(unreachable)
                time.sleep(_BREATH)
                continue
            try:
                self._wait_for_workers(link, end, at_start)
            except LinkLost as lost:
                problem = str(lost)
                link.drop()
            except BaseException:
                link.close()
                raise
            else:
                return link
        raise NoScheduler(self._address, self._patience, self._jobs.back, problem)

    def _wait_for_workers(self, link: Link, end: float, at_start: bool) -> None:
        while not link.roster.lanes:
            link.look_round()
            if time.monotonic() > end or (link.roster.nobody_fits and at_start):
                raise NoWorkers(self._address, self._patience, self._jobs.back, link.roster.refused)
            for _ in link.landed(_BREATH):
                pass  # greetings are answered; no job is out yet
