"""The verdict on a graded cell: what it promised, what became of it, and each promise that did not hold. Plain data.

As JSON (schema 1) it travels in the cell's output, and decides its points:

    {"schema": 1, "check": "ask-makespan", "outcome": "failed", "promise": "...", "note": "",
     "failures": [{"sentence": "...", "section": "", "place": "cell 3, line 7, in ask: await one", "hidden": false,
                   "seed": null}],
     "judged": [{"name": "ask", "label": "cell In[3]", "digest": "..."}]}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from asynclab.course.cell.judged_cell import JudgedCell
from asynclab.course.masking import masked, may_be_pictured, where
from asynclab.expect import Failure, Outcome
from asynclab.observe.run import Place, Run

if TYPE_CHECKING:
    from asynclab.course.cell.in_chapter import InChapter

MIME = "application/vnd.asynclab.verdict+json"
SCHEMA = 1


@dataclass(frozen=True)
class Told:
    """A failure as a student reads it, in parts: what was seen, the likely cause, what to do, and the section to
    reread; each may be empty."""

    seen: str
    why: str = ""
    remedy: str = ""
    section: str = ""

    def rows(self) -> tuple[tuple[str, str], ...]:
        """The parts that say something, each under its name."""
        return tuple(
            (name, said) for name, said in (("Seen", self.seen), ("Why", self.why), ("Try", self.remedy)) if said
        )


@dataclass(frozen=True)
class Finding:
    """One failure of one run. hidden: told without what was expected. seed: the permutation that showed it. known:
    of a hidden one, the text of what its student could read before. instead: what a student reads in place of the
    sentence, if that is another."""

    failure: Failure
    run: Run | None = None
    hidden: bool = False
    seed: int | None = None
    known: str = ""
    instead: str = ""

    @property
    def sentence(self) -> str:
        """What happened, for whoever grades; for a hidden check without the expected values."""
        said = self.failure.told_hidden() if self.hidden else self.failure.told()
        if self.seed is None:
            return said
        if self.hidden:
            return f"With the latencies dealt another way: {said}"
        return f"With seed {self.seed}: {said} To replay it: c.run(..., seeds=[{self.seed}])."

    @cached_property
    def told(self) -> Told:
        """What a student reads: of a hidden check, without what the run itself put into the sentences. Looked for once:
        a run can hold a million texts."""
        failure = self.failure
        if self.instead:
            return Told(self._read(self.instead))
        seen = failure.seen if self.hidden else " ".join(part for part in (failure.seen, failure.expected) if part)
        remedy = failure.remedy
        if self.seed is not None and self.hidden:
            seen = f"With the latencies dealt another way: {seen}"
        elif self.seed is not None:
            seen, replay = f"With seed {self.seed}: {seen}", f"To replay it: `c.run(..., seeds=[{self.seed}])`."
            remedy = f"{remedy} {replay}".strip()
        return Told(self._read(seen), self._read(failure.cause), self._read(remedy), failure.section)

    def _read(self, said: str) -> str:
        return masked(said, self.run, self.known) if said and self.hidden and self.run else said

    @property
    def told_place(self) -> str:
        """The student's own line, as they may read it."""
        return where(self.failure.place) if self.hidden else self.place

    @property
    def place(self) -> str:
        """The student's own line, or nothing."""
        return str(self.failure.place) if self.failure.place else ""


@dataclass(frozen=True)
class CellVerdict:
    """What became of a graded cell. note: a sentence for a student whatever the outcome, such as a quiz choice's
    explanation. judged: the cells whose definitions it judged, the target's first, where a notebook tells. beside:
    where the check stands in its chapter, for a student's own notebook; it is no part of the data."""

    check: str
    promise: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    note: str = ""
    judged: tuple[JudgedCell, ...] = ()
    beside: InChapter | None = None

    @property
    def passed(self) -> bool:
        """True for `PASSED` and for nothing else."""
        return self.outcome is Outcome.PASSED

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, of each failure, in order, each once."""
        return tuple(dict.fromkeys(finding.sentence for finding in self.findings))

    @property
    def lines(self) -> tuple[Place, ...]:
        """The student's own lines that its failures name, each once."""
        return tuple(dict.fromkeys(each.failure.place for each in self.findings if each.failure.place))

    def pictured(self) -> tuple[Run, ...]:
        """The run whose timeline shows the point: that of the first failure which has one. Its neighbours look alike,
        and what is mended first is the first."""
        timed = ((finding, finding.run) for finding in self.findings if finding.failure.timeline)
        shown = ((finding, run) for finding, run in timed if run and not run.timeline().is_empty)
        runs = (run for each, run in shown if (not each.hidden or may_be_pictured(run, each.known)))
        return tuple(islice(runs, 1))


def to_data(verdict: CellVerdict) -> dict[str, Any]:
    """The verdict as JSON data; never an expected value of a hidden check."""
    return {
        "schema": SCHEMA,
        "check": verdict.check,
        "outcome": verdict.outcome.value,
        "promise": verdict.promise,
        "note": verdict.note,
        "failures": [_failure(finding) for finding in verdict.findings],
        **({"judged": [asdict(cell) for cell in verdict.judged]} if verdict.judged else {}),
    }


def _failure(finding: Finding) -> dict[str, Any]:
    return {
        "sentence": finding.sentence,
        "section": finding.failure.section,
        "place": finding.place,
        "hidden": finding.hidden,
        "seed": finding.seed,
    }


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each cause and remedy told where it first comes: the later ones keep what was seen."""
    told: set[tuple[str, str]] = set()
    shortened = []
    for finding in findings:
        advice = (finding.failure.cause, finding.failure.remedy)
        if advice in told:
            finding = replace(finding, failure=replace(finding.failure, cause="", remedy=""))
        told.add(advice)
        shortened.append(finding)
    return tuple(shortened)


def overall(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a cell of several runs: passed only if all did. One that could not be graded leaves the whole
    ungraded, else the first that did not pass names it. Nothing at all could not be graded."""
    every = tuple(outcomes)
    if not every or Outcome.UNGRADED in every:
        return Outcome.UNGRADED
    return next((outcome for outcome in every if outcome is not Outcome.PASSED), Outcome.PASSED)
