"""Verdicts: the outcome of a check, and for each promise that did not hold a sentence to act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from asynclab.observe.run import Place

LIKELY = "Perhaps: "  # before the cause that a check's author takes for the likely one


class Outcome(str, Enum):
    """What became of a check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not attempted"
    TIMED_OUT = "timed out"
    CRASHED = "crashed"
    TAMPERED = "tampered"
    UNGRADED = "could not be graded"
    LEFT_OUT = "left out"  # it needs packages that are not here


@dataclass(frozen=True)
class Failure:
    """One promise that did not hold.

    seen: what happened, with its times. cause: the likely slip. remedy: what to do.
    expected: what was asked for. It is apart from the rest because a hidden check must not tell it.
    section: the chapter section to reread. timeline: whether the picture of the run shows the point.
    place: the student's own line, where one is to blame; outer: the one in another cell that led there.
    due: when the run should have ended, in virtual seconds; as `expected`, it is not told of a hidden check.
    absent: what is expected of was not there at all, so that nothing is known of how it was done.
    fact: what another failure of the same run may tell as well, by a name, as "open 3"; "" where none may.
    """

    seen: str
    cause: str = ""
    remedy: str = ""
    expected: str = ""
    section: str = ""
    timeline: bool = False
    place: Place | None = None
    due: float | None = None
    absent: bool = False
    outer: Place | None = None
    fact: str = ""

    @property
    def sentence(self) -> str:
        """What was seen, the likely cause and the remedy; never the expected value."""
        return " ".join(part for part in (self.seen, self.cause, self.remedy) if part)

    @property
    def is_guessed(self) -> bool:
        """Whether its cause is not known, or is its author's and no more than likely."""
        return not self.cause or self.cause.startswith(LIKELY)

    def told(self) -> str:
        """Return the whole story, for a visible check: the sentence, then what was expected, then where to read."""
        section = f"See “{self.section}”." if self.section else ""
        return " ".join(part for part in (self.seen, self.expected, self.cause, self.remedy, section) if part)

    def told_hidden(self) -> str:
        """Return the story for a hidden check: what was seen, its cause and remedy, and nothing that was expected."""
        section = f"See “{self.section}”." if self.section else ""
        return " ".join(part for part in (self.sentence, section) if part)


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check, and every failure in the order of its expectations."""

    outcome: Outcome
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        """True for `PASSED` and for nothing else."""
        return self.outcome is Outcome.PASSED
