"""The judge: the runs that came back in, the outputs of each graded cell out. Pure, and it fails closed.

Nothing in a run is believed before it is decoded strictly; nothing earns a point before it is found to be what its
scenario can give. What is missing, unreadable or impossible has a definite outcome that earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from asynclab.course.cell.cell_verdict import CellVerdict, Finding
from asynclab.course.cell.check_context import CheckContext
from asynclab.course.cell.errors import NoRun
from asynclab.expect import Failure, Outcome
from asynclab.grade.job import CheckRuns
from asynclab.grade.judge.checks import PreparedCheck, ask
from asynclab.grade.judge.consistency import contradictions
from asynclab.grade.judge.existing_names import is_name
from asynclab.grade.judge.verdict_outputs import PERSON, JudgedCheck, outputs
from asynclab.observe.codec import LARGEST, DecodeError, from_json
from asynclab.observe.run import Ending, Run
from asynclab.observe.witness import agrees
from asynclab.scenario.spec import Scenario

_AGAIN = (
    "Leave Python and the course as they are: take out the line that changes them, restart the kernel, and run all "
    "cells again. If there is no such line, show this to your instructor."
)
_ENDLESS = "What your answer did fills {:.0f} million characters, which is more than is read."
_LESS = "Look for a loop that does far more rounds than it has to, or a value that grows and grows."
_LOST = Failure("What this cell did was lost while it was graded.", remedy=PERSON)
_ROOM = 300  # characters of what a run is said to be
_NAMED = 5  # of what was found replaced
MOST = 8 << 20  # characters of a check's runs that are read: hundreds of times what a right answer's have


def judged_one(paper: PreparedCheck, runs: CheckRuns | None, folder: Path) -> JudgedCheck:
    """Return what became of one CHECK. runs: None where nothing came back, through no fault of the student's.

    folder: where the examination's companions lie.
    """
    return JudgedCheck(paper.check, outputs(verdict_on(paper, runs, folder)))


def verdict_on(paper: PreparedCheck, runs: CheckRuns | None, folder: Path) -> CellVerdict:
    """Return the verdict on one CHECK (see `judged_one`)."""
    if runs is None:
        return _told(paper, Outcome.UNGRADED, _LOST)
    if runs.ours:
        return _told(paper, Outcome.UNGRADED, Failure(f"{runs.broke} Nor can it be without an answer.", remedy=PERSON))
    if runs.tampered:
        failure = Failure(f"This was found replaced when your answer had run: {runs.tampered}.", remedy=_AGAIN)
        return _told(paper, Outcome.TAMPERED, failure, _replaced(runs.tampered))
    size = sum(map(len, runs.runs))
    if MOST < size <= LARGEST:
        return _told(paper, Outcome.FAILED, Failure(_ENDLESS.format(size / 1e6), remedy=_LESS))
    try:
        handed = _RunsInOrder(paper.scenarios, runs)
    except DecodeError as error:
        return _forged(paper, str(error))
    verdict = _asked(paper, handed, folder)
    if not verdict.passed:
        return verdict  # with its own sentences: an honest answer may confuse what only a forged one should
    if runs.broke:  # after its last run, and so before anybody could look at what it had replaced
        return _told(paper, _broken(runs), Failure(runs.broke))
    impossible = next(handed.contradictions(), "")
    return _forged(paper, f"it says that {impossible}.") if impossible else verdict


def _asked(paper: PreparedCheck, handed: _RunsInOrder, folder: Path) -> CellVerdict:
    verdicts, raised = ask(paper, CheckContext(performer=handed, folder=folder))
    if len(verdicts) == 1:
        return verdicts[0]
    # It did give one when it was listed: what it raised now is the author's or the machine's.
    said = f"{type(raised).__name__}: {raised}" if raised else f"{len(verdicts)} verdicts"
    return _told(paper, Outcome.UNGRADED, Failure(f"The check itself went wrong: {said}", remedy=PERSON))


def _broken(runs: CheckRuns) -> Outcome:
    return Outcome.TIMED_OUT if runs.late else Outcome.CRASHED


def _forged(paper: PreparedCheck, why: str) -> CellVerdict:
    seen = "What came back from your answer is not what such a run can be"
    return _told(paper, Outcome.TAMPERED, Failure(f"{seen}: {why[:_ROOM]}", remedy=_AGAIN), f"{seen}. {_AGAIN}")


def _replaced(names: str) -> str:
    """What a student reads of what was found replaced: names come from their process, which may have put a hidden
    scenario in place of them. Those that this process knows as well are nobody's invention."""
    given = names.split(", ")
    real = [name for name in given if is_name(name)][:_NAMED]
    more = len(given) - len(real)
    rest = f"{more} more" if real else "something that Python or the course rests on"
    said = ", ".join([*real, *[rest] * bool(more)])
    return f"This was found replaced when your answer had run: {said}. {_AGAIN}"


def _told(paper: PreparedCheck, outcome: Outcome, failure: Failure, instead: str = "") -> CellVerdict:
    return CellVerdict(paper.check, paper.promise, outcome, (Finding(failure, instead=instead),))


class _RunsInOrder:
    """A performer that hands out what came back, in the order in which it is asked for. Raises `DecodeError`."""

    def __init__(self, scenarios: Sequence[Scenario], runs: CheckRuns) -> None:
        if len(runs.runs) > len(scenarios):
            raise DecodeError(f"{len(runs.runs)} runs came of {len(scenarios)} scenarios.")
        if sum(map(len, runs.runs)) > LARGEST:  # each may be as large, and together they fill the memory
            raise DecodeError(f"Its runs are more than {LARGEST} characters long.")
        self._scenarios = scenarios
        self._runs = tuple(map(from_json, runs.runs))
        if self._runs and not runs.broke and len(self._runs) < len(scenarios):
            last = self._runs[-1]
            if not last.stands_for_others:
                raise DecodeError(f"It says that it gave a run up, and of that run that it {last.ending.value}.")
        self._came = runs
        self._next = 0

    def perform(self, scenario: Scenario) -> Run:
        """The run of this scenario. A check may skip some: its orders end with a stub or an endless loop."""
        try:
            place = self._scenarios.index(scenario, self._next)
        except ValueError:
            why = "The check asked for something else than when it was listed."
            raise NoRun(Outcome.UNGRADED, Failure(why, remedy=PERSON)) from None
        if place >= len(self._runs):
            raise self._missing()
        self._next = place + 1
        return self._runs[place]

    def contradictions(self) -> Iterator[str]:
        """What in the runs cannot be."""
        for scenario, run in zip(self._scenarios, self._runs, strict=False):
            yield from contradictions(scenario, run)
        for run, told in zip(self._runs, self._came.told, strict=False):
            if run.ending in (Ending.RETURNED, Ending.RAISED) and not agrees(run, told):
                yield "other things happened than were told while they did"

    def _missing(self) -> NoRun:
        if self._came.broke:
            return NoRun(_broken(self._came), Failure(self._came.broke))
        return NoRun(Outcome.UNGRADED, _LOST)
