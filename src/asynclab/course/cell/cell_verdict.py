"""The verdict on a graded cell: what it promised, what became of it, and each promise that did not hold. Plain data.

As JSON (schema 1) it travels in the cell's output, and decides its points:

    {"schema": 1, "check": "ask-makespan", "outcome": "failed", "promise": "...", "note": "",
     "failures": [{"sentence": "...", "section": "", "place": "cell 3, line 7, in ask: await one", "hidden": false,
                   "among": ""}],
     "judged": [{"name": "ask", "label": "cell In[3]", "digest": "..."}]}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from asynclab.course.masking import masked, may_be_pictured, where
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.same_slips import Slipped, slips_of, stopped_at_once
from asynclab.observe.run import Place, Run
from asynclab.observe.timeline.figure import Timeline

if TYPE_CHECKING:
    from asynclab.course.cell.in_chapter import InChapter

MIME = "application/vnd.asynclab.verdict+json"
SCHEMA = 1


@dataclass(frozen=True)
class JudgedCell:
    """A cell whose definition a check has judged. name: what it defines; label: as in "cell In[3]"; digest: of its
    text, so that a later text is known to be another."""

    name: str
    label: str
    digest: str


@dataclass(frozen=True)
class Told:
    """A failure as a student reads it, in parts: what was seen, the likely cause, what to do, and the section to
    reread; each may be empty."""

    seen: str
    why: str = ""
    remedy: str = ""
    section: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is a word in what was seen that a student may read."""
        return any(letter.isalpha() for letter in self.seen)

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the parts that say something, each under its name."""
        return tuple(
            (name, said) for name, said in (("Seen", self.seen), ("Why", self.why), ("Try", self.remedy)) if said
        )


@dataclass(frozen=True)
class AskedRun:
    """Which of a check's visible runs it is, counted from 1, and the line of the check's cell that asks for it; 0 where
    another cell does."""

    number: int
    line: int


@dataclass(frozen=True)
class Finding:
    """One failure of one run. hidden: told without what was expected. among: of one scenario in many ways, in
    how many it holds, and when it fails. known: of a hidden one, the text of what its student could read before.
    told_masked: the failure of a hidden run, told without what the run itself chose; None where there is no such.
    instead: what a student reads in place of the sentence, if that is another. beside: a run that passes, the one most
    alike; parting: when the two differ first, in virtual seconds. asked: which run of a check, if it is visible."""

    failure: Failure
    run: Run | None = None
    hidden: bool = False
    among: str = ""
    known: str = ""
    instead: str = ""
    beside: Run | None = None
    parting: float | None = None
    told_masked: Failure | None = None
    asked: AskedRun | None = None

    @property
    def sentence(self) -> str:
        """What happened, for whoever grades; for a hidden check without the expected values."""
        said = self.failure.told_hidden() if self.hidden else self.failure.told()
        if not self.among:
            return said
        return f"In another order, or at another moment: {said}" if self.hidden else f"{self.among} {said}"

    @cached_property
    def told(self) -> Told:
        """What a student reads: of a hidden check, without what the run itself put into the sentences. Looked for once:
        a run can hold a million texts."""
        failure = self.failure
        if self.instead:
            return Told(self._read(self.instead))
        if self.told_masked is not None:
            cause, remedy = self.told_masked.cause, self.told_masked.remedy
            failure = replace(self.told_masked, cause=cause * bool(failure.cause), remedy=remedy * bool(failure.remedy))
        seen = failure.seen if self.hidden else " ".join(part for part in (failure.seen, failure.expected) if part)
        if self.among:
            seen = f"In another order, or at another moment: {seen}" if self.hidden else f"{self.among} {seen}"
        return Told(self._read(seen), self._read(failure.cause), self._read(failure.remedy), failure.section)

    def _read(self, said: str) -> str:
        if not (said and self.hidden and self.run):
            return said
        return masked(said, self.run, self.known, own=self.told_masked is not None)

    def may_show(self, run: Run) -> bool:
        """Return whether a student may see the picture of a run."""
        return not self.hidden or may_be_pictured(run, self.known)

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
    explanation. judged: the cells whose definitions it judged, the target's first, where a notebook tells. remarks:
    sentences on these cells. beside: where the check stands in its chapter. counts: whether it is the chapter's own
    check, and no student's. given: the labels of the cells that are the chapter's own. asked: how many visible runs the
    check has asked for. These five are for who reads it, and no part of the data."""

    check: str
    promise: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    note: str = ""
    judged: tuple[JudgedCell, ...] = ()
    remarks: tuple[str, ...] = ()
    beside: InChapter | None = None
    counts: bool = True
    given: frozenset[str] = frozenset()
    asked: int = 0

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

    def pictured(self) -> tuple[Timeline, ...]:
        """Return the timeline that shows the point, with a timeline that passes below it. It is the timeline of the
        first failure which has one: its neighbours look alike, and what is mended first is the first.
        """
        for each in self.findings:
            if not each.run or not (each.failure.timeline or each.beside):
                continue
            if not each.beside:
                timeline = self._timeline(each.run)
                if each.may_show(each.run) and not timeline.is_empty:
                    return (timeline,)
            elif each.may_show(each.run) and each.may_show(each.beside):
                fails, holds = each.run.timeline(unnamed=self.given), each.beside.timeline(unnamed=self.given)
                if fails.is_empty and holds.is_empty:
                    continue
                return fails.beside("This fails:", each.parting), holds.beside("This holds:", each.parting)
        return ()

    def _timeline(self, run: Run) -> Timeline:
        """The picture of a run, with when it should have ended where a student may know that."""
        known = (each.failure.due for each in self.findings if each.run is run and not each.hidden)
        due = next((time for time in known if time is not None), None)
        timeline = run.timeline(unnamed=self.given)
        return timeline if due is None else timeline.due(due)


def to_data(verdict: CellVerdict) -> dict[str, Any]:
    """Return the verdict as JSON data; never an expected value of a hidden check."""
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
        "among": "" if finding.hidden else finding.among,
    }


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each cause and each remedy only where it first comes: the later ones keep what was seen."""
    told: set[str] = set()
    shortened = []
    for finding in findings:
        cause, remedy = finding.failure.cause, finding.failure.remedy
        left = replace(finding.failure, cause="" if cause in told else cause, remedy="" if remedy in told else remedy)
        told |= {cause, remedy}
        shortened.append(finding if left == finding.failure else replace(finding, failure=left))
    return tuple(shortened)


def each_slip_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without those of a run that went wrong at a slip which an earlier run is told of: what else
    such a run shows follows from that."""
    told: set[Slipped] = set()
    by_run: dict[int, bool] = {}  # whether the findings of a run are told, by the run's identity
    for finding in findings:
        if finding.run is not None and id(finding.run) not in by_run:
            slips, stopped = slips_of(finding.run), stopped_at_once(finding.run)
            by_run[id(finding.run)] = not (slips | stopped) & told
            told |= slips
            if finding.failure.seen.startswith("It raised `"):
                told |= stopped
    return tuple(finding for finding in findings if finding.run is None or by_run[id(finding.run)])


def overall(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a cell of several runs: passed only if all runs passed. A run that could not be graded
    leaves the whole ungraded; else the first run that did not pass names the outcome. Without any run, the cell could
    not be graded. What is left out has no say.
    """
    given = tuple(outcomes)
    every = tuple(outcome for outcome in given if outcome is not Outcome.LEFT_OUT)
    if given and not every:
        return Outcome.LEFT_OUT
    if not every or Outcome.UNGRADED in every:
        return Outcome.UNGRADED
    return next((outcome for outcome in every if outcome is not Outcome.PASSED), Outcome.PASSED)
