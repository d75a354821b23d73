"""Which jobs are out, which are back, and what to send next. Pure: it knows no cluster and reads no clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from asynclab.grade.job import Job

Number = int  # of a job, in the order in which they came


@dataclass
class Flight:
    """A job that is out. since: when it was last sent, in real seconds. alone: nothing else is out with it."""

    number: Number
    job: Job
    since: float
    alone: bool = False


@dataclass
class JobTracker:
    """Counts every job once, however often it is sent and however often its result comes back.

    `overtake`: real seconds after which a job that is still out is sent once more, and again after as many, once there
    is nothing else to send: its worker may be slow, or hang. A job that was out when workers died under it is a
    suspect: it waits until all the others are back and then goes alone, so that it can take nobody with it.
    """

    overtake: float
    back: int = 0
    _count: int = 0
    _alone: Number | None = None
    _closed: bool = False
    _exhausted: bool = False  # closed, and all jobs that were added have been sent
    _new: deque[tuple[Number, Job]] = field(default_factory=deque)
    _out: dict[Number, Flight] = field(default_factory=dict)
    _again: deque[tuple[Number, Job]] = field(default_factory=deque)
    _suspects: deque[tuple[Number, Job]] = field(default_factory=deque)

    @property
    def under_way(self) -> bool:
        """Whether something that was added is not back."""
        return bool(self._new or self._out or self._again or self._suspects)

    def has_room(self, lanes: int) -> bool:
        """Return whether another job could go out at once, on so many lanes."""
        waiting = len(self._new) + len(self._again)
        return not self._closed and self._alone is None and len(self._out) + waiting < 2 * lanes

    def add(self, job: Job) -> None:
        """Add a job that is to be sent."""
        self._count += 1
        self._new.append((self._count, job))

    def close(self) -> None:
        """Note that no job is added any more. Once nothing else is to be sent, late ones are overtaken, and suspects
        are tried when all others are back."""
        self._closed = True

    @property
    def out(self) -> tuple[Number, ...]:
        """The jobs that were sent and are not back."""
        return tuple(self._out)

    def due(self, lanes: int, now: float) -> Iterator[Flight]:
        """Yield what to send now, on so many lanes. Two jobs a lane are out at a time: the first runs, the second is
        there when the first is done.
        """
        while lanes and len(self._out) < 2 * lanes and self._alone is None:
            flight = self._next(now)
            if flight is None:
                break
            self._out[flight.number] = flight
            yield flight
        if self._exhausted:
            yield from self._overdue(now)

    def landed(self, number: Number) -> Job | None:
        """Note that a job's result is here, and return the job; None where a result of it was here before."""
        flight = self._taken(number)
        if flight is None:
            return None
        self.back += 1
        return flight.job

    def send_again(self, numbers: tuple[Number, ...]) -> None:
        """Send these jobs again: they are out and nobody works on them any more, through no fault of theirs."""
        for number in numbers:
            if flight := self._taken(number):
                (self._suspects if flight.alone else self._again).append((number, flight.job))

    def suspect(self, number: Number) -> bool:
        """Note that workers died while they had this job. Return whether it is the culprit: it is if it was alone.
        Otherwise it waits to be tried alone.
        """
        flight = self._out.get(number)
        if flight is None:
            return False
        if flight.alone:
            return True
        self._taken(number)
        self._suspects.append((number, flight.job))
        return False

    def _taken(self, number: Number) -> Flight | None:
        if number == self._alone:
            self._alone = None
        return self._out.pop(number, None)

    def _next(self, now: float) -> Flight | None:
        if self._again:
            return Flight(*self._again.popleft(), since=now)
        if self._new:
            return Flight(*self._new.popleft(), since=now)
        self._exhausted = self._closed
        if self._exhausted and self._suspects and not self._out:
            number, job = self._suspects.popleft()
            self._alone = number
            return Flight(number, job, since=now, alone=True)
        return None

    def _overdue(self, now: float) -> Iterator[Flight]:
        for flight in self._out.values():
            if now - flight.since >= self.overtake:
                flight.since = now
                yield flight
