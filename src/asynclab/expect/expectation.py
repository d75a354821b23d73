"""What an expectation is: a frozen statement about a run that can be judged, joined and explained."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Self

from asynclab.expect import ledger
from asynclab.expect.matching import OF_SHAPE
from asynclab.expect.messages.diagnosis import did_nothing
from asynclab.expect.messages.stalls import STALLED
from asynclab.expect.outcome import LIKELY, Failure
from asynclab.observe.run import Ending, Run

MOST_FAILURES = 10  # of one expectation: ten thousand calls can break one promise ten thousand times


@dataclass(frozen=True)
class Expectation(ABC):
    """A statement about a run. Subclasses say in `failures` where it does not hold.

    Join two with `&`; name the likely cause and the chapter section with `.because(...)`.
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Note the new expectation in the ledger: here, where no subclass can forget to."""
        self = super().__new__(cls)
        ledger.built(self)
        return self

    @abstractmethod
    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each way in which the statement does not hold of a run; nothing where it holds."""

    @property
    def accepts_error(self) -> bool:
        """True if this expectation judges the error a run ended with, so that it is no crash."""
        return False

    def judge(self, run: Run) -> tuple[Failure, ...]:
        """Judge a run: its failures in order, the first ten of them; empty where the statement holds."""
        ledger.settled(self)
        return tuple(islice(self.failures(run), MOST_FAILURES))

    def __and__(self, other: Expectation) -> Expectation:
        if not isinstance(other, Expectation):
            return NotImplemented
        return Both(self, other)

    def because(
        self, cause: str = "", section: str = "", remedy: str = "", *, when: Expectation | None = None
    ) -> Expectation:
        """Return the same statement, with the author's likely cause and the chapter section added to its failures. A
        remedy of the author's takes the place of the general remedy. when: what holds of a run that went wrong for
        this cause; of one of which it does not hold, cause and remedy are not told.
        """
        return Because(self, cause, section, remedy, when)


@dataclass(frozen=True)
class Both(Expectation):
    """Two expectations as one: it holds where both hold, and tells the failures of both."""

    left: Expectation
    right: Expectation

    def __post_init__(self) -> None:
        ledger.settled(self.left)
        ledger.settled(self.right)

    @property
    def accepts_error(self) -> bool:
        """True if either accepts it."""
        return self.left.accepts_error or self.right.accepts_error

    def failures(self, run: Run) -> Iterable[Failure]:
        """Return the failures of the left statement, then those of the right."""
        return (*self.left.judge(run), *self.right.judge(run))


@dataclass(frozen=True)
class Because(Expectation):
    """An expectation with what its author knows about it. A cause that the run shows is told in place of the author's,
    which is the likely one and no more, and is told as that; the author's in place of why names matter in any task. The
    author's remedy takes the general one's place, but for a loop that was blocked. Both are about a slip in doing the
    task: where what is expected was not done at all, or the run is not one of those that they are about, they are not
    told."""

    inner: Expectation
    cause: str
    section: str
    remedy: str = ""
    when: Expectation | None = None

    def __post_init__(self) -> None:
        ledger.settled(self.inner)
        if self.when is not None:
            ledger.settled(self.when)

    @property
    def accepts_error(self) -> bool:
        """As the inner one."""
        return self.inner.accepts_error

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield the inner failures, with cause and section added where they are not there already."""
        for failure in self.inner.judge(run):
            known = self._is_about(run, failure)
            general = "" if failure.cause == OF_SHAPE and known and self.cause else failure.cause
            cause = general or (f"{LIKELY}{self.cause}" if known and self.cause else "")
            remedy = failure.remedy if STALLED in failure.cause or not known else self.remedy or failure.remedy
            yield replace(failure, cause=cause, section=failure.section or self.section, remedy=remedy)

    def _is_about(self, run: Run, failure: Failure) -> bool:
        """Whether the author's words are about this failure of this run."""
        if self.when is not None:
            return not self.when.judge(run)
        # What an error cut short is another matter: the author may know why it did.
        return not (did_nothing(run) or (failure.absent and run.ending is Ending.RETURNED))
