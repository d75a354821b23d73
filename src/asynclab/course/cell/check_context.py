"""Where a check does its work: who performs a scenario, who shows the verdict, what the session remembers.

Everything a graded cell reaches outside itself it reaches through a `CheckContext`. The default is a student's
notebook; the proof, the tests and the grading engine set up their own with `using(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from asynclab.course.cell.cell_verdict import CellVerdict, JudgedCell
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.in_chapter import answer_cells, answers, functions, is_a_stub
from asynclab.course.cell.render import show
from asynclab.course.cell.session import notebook_kernel
from asynclab.course.cell.session.history.absences import absence
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.course.cell.session.history.missing_names import given_names, missing_name, not_run_yet, says_so
from asynclab.course.cell.session.history.saved_cells import UNSAVED, saved_cells
from asynclab.course.cell.session.history.stubs import beside_stub
from asynclab.course.cell.session.notebook_folder import notebook_folder
from asynclab.course.cell.session.printing import limited
from asynclab.expect import Expectation, Failure, Outcome, Verdict, judge
from asynclab.expect.messages.wording import code
from asynclab.observe import codec as run_codec
from asynclab.observe.run import Ending, Run
from asynclab.run_limits import CPU_AGAIN, CPU_LIMIT, REAL_AGAIN, REAL_LIMIT
from asynclab.scenario import refusal
from asynclab.scenario import serialize as scenario_codec
from asynclab.scenario.drive import run_scenario
from asynclab.scenario.own_tests.counted_tests import ask, misnamed_test, without_older
from asynclab.scenario.own_tests.notebook_tests import tests_named
from asynclab.scenario.spec import Scenario

_SPENT: set[tuple[JudgedCell, ...]] = set()  # the cells of answers that used up a run's time or memory


class Performer(Protocol):
    """Performs scenarios on a student's answers, wherever those are."""

    def perform(self, scenario: Scenario) -> Run:
        """Return what the answer does with the scenario; never raise for anything the answer did.

        Raises `NoRun` where there is no run to give.
        """


@dataclass(frozen=True)
class InProcess:
    """The answers stand in a namespace of this process. Raises `NoRun` for one that its notebook does not have any
    more, or not yet. folder: where the notebook lies."""

    namespace: Mapping[str, Any]
    folder: Path = Path()

    def perform(self, scenario: Scenario) -> Run:
        """Perform it right here."""
        history = notebook_kernel.history_of(self.namespace)
        targets = targets_of(scenario, self.namespace, history)
        for absent in (self._absence(each, history) for each in targets):
            if absent is not None:
                raise self._misnamed(scenario, history) or absent
        # With what they call: the target may be a helper of the course's.
        judged = tuple(dict.fromkeys(cell for each in targets for cell in history.judged(each)))
        for name in self._not_functions(judged, scenario.target):
            raise NoRun(Outcome.CRASHED, Failure(str(refusal.not_callable(name, self.namespace[name]))))
        if not history:
            return run_scenario(scenario, self.namespace)
        with limited():
            run = self._performed(scenario, judged, without_older(scenario, self.namespace))
        run = of_these_cells(run, {each.label for each in judged})
        why = beside_stub(history, scenario.target) if run.ending is Ending.NOT_ATTEMPTED else None
        why = why or self._left_in(run, history) or self._needed(scenario.target, run, history)
        if why is not None:
            raise why
        return run

    def _absence(self, name: str, history: CellHistory) -> NoRun | None:
        """Why there is nothing to judge under a name."""
        saved = saved_cells(self.folder) if history else UNSAVED
        known = (answers(self.folder), given_names(saved), saved, answer_cells(self.folder)) if history else ()
        return absence(history, name, self.namespace, *known)

    def _misnamed(self, scenario: Scenario, history: CellHistory) -> NoRun | None:
        """That there are no tests where a function is called so that it is not found as one; None if none is."""
        name = misnamed_test(scenario, self.namespace)
        if not name:
            return None
        prefix = scenario.target
        seen = f"No test is found: a test's name is {code(prefix)}, or begins with {code(f'{prefix}_')}."
        remedy = f"Is {code(name)} one? Let the name of each test begin with {code(f'{prefix}_')}, and run its cell."
        return NoRun(Outcome.CRASHED, Failure(seen, remedy=remedy, place=history.definition(name)))

    def _left_in(self, run: Run, history: CellHistory) -> NoRun | None:
        """That an answer was written, and the stub's line was left in it; None of a stub as it was handed out."""
        place = run.problem.place if run.ending is Ending.NOT_ATTEMPTED and run.problem is not None else None
        source = history.source_of(place.file) if place is not None else ""
        if place is None or not source or is_a_stub(source, self.folder):
            return None
        seen = f"Your code came to the line that raises NotAttempted ({place.file}, line {place.line})."
        remedy = "Take that line away, and run the cell."
        return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy=remedy, place=place))

    def _needed(self, target: str, run: Run, history: CellHistory) -> NoRun | None:
        """Why a run is not to be judged that ended for want of a name: of an answer that the target needs, whose cell
        was run and has given it another name, as where that answer itself is asked for."""
        yet, name = not_run_yet(target, run, self.folder, self.namespace), missing_name(run)
        if name in self.namespace or name not in answers(self.folder):
            return yet
        absent = self._absence(name, history)
        if absent is None or says_so(absent, name):
            return yet
        cause = f"{code(target)} needs it. {absent.failure.cause}".strip()
        return NoRun(absent.outcome, replace(absent.failure, cause=cause))

    def _not_functions(self, judged: tuple[JudgedCell, ...], target: str) -> Iterator[str]:
        """The answers behind a helper that should be functions, and are something else."""
        reached = {each.name for each in judged} - {target}
        for name in sorted(reached & functions(self.folder)) if reached else ():
            value = self.namespace.get(name, ...)
            if value is not ... and not callable(value):
                yield name

    def _performed(self, scenario: Scenario, judged: tuple[JudgedCell, ...], namespace: Mapping[str, Any]) -> Run:
        if judged in _SPENT:  # somebody has waited for it already, and sits in front of it
            again = {"real_limit": REAL_LIMIT * REAL_AGAIN, "cpu_limit": CPU_LIMIT * CPU_AGAIN}
            return run_scenario(scenario, namespace, **again)
        run = run_scenario(scenario, namespace)
        if judged and run.spent:
            _SPENT.add(judged)
        return run


def targets_of(scenario: Scenario, namespace: Mapping[str, Any], history: CellHistory) -> tuple[str, ...]:
    """Return the names that a scenario performs; of tests, those that their cells define now: of `test_relay`,
    `test_relay_late` is one."""
    if scenario.how != "run_tests":
        return (scenario.target,)
    there = (name for name in tests_named(scenario.target, namespace) if name not in history.lost)
    return tuple(there) or (scenario.target,)


def of_these_cells(run: Run, labels: Collection[str]) -> Run:
    """Return a run without the coroutines that a cell has left which is not judged: an earlier answer's are thrown away
    at any time, in the middle of another one's run as well."""
    own = (
        made
        for made in run.never_awaited
        if made.place is None or made.place.file in labels or not made.place.file.startswith("cell ")
    )
    return replace(run, never_awaited=tuple(own))


@dataclass(frozen=True)
class ThroughJson:
    """Passes scenario and run through JSON, as two processes have to: whatever is alive does not get through."""

    inner: Performer

    def perform(self, scenario: Scenario) -> Run:
        """Perform what the scenario's JSON says, and give what the run's JSON says."""
        run = self.inner.perform(scenario_codec.from_json(scenario_codec.to_json(scenario)))
        return run_codec.from_json(run_codec.to_json(run))


class Memory:
    """The last verdict of every check in this session."""

    def __init__(self) -> None:
        self._verdicts: dict[str, CellVerdict] = {}
        self._deferring: set[str] = set()  # checks that sent their reader to another one

    def note(self, verdict: CellVerdict, told_by: str = "") -> None:
        """Remember a verdict in place of the one before it. told_by: the promise of the check that told it, or ""."""
        self._verdicts[verdict.check] = verdict
        if told_by:
            self._deferring.add(verdict.check)
        else:
            self._deferring.discard(verdict.check)

    def outcome(self, check: str) -> Outcome:
        """Return the last outcome of a check. It is "not attempted" if the check has not been run, or not on the answer
        that is there.
        """
        return self._verdicts[check].outcome if self.holds(check) else Outcome.NOT_ATTEMPTED

    def knows(self, check: str) -> bool:
        """Return whether a check has been run in this session, on whatever answer."""
        return check in self._verdicts

    def holds(self, check: str) -> bool:
        """Return whether a check has been run on the answer that is there."""
        return self.knows(check) and notebook_kernel.still_hold(self._verdicts[check].judged)

    def told_by(self, verdict: CellVerdict) -> str:
        """Return the promise of another check that ended at the same line of the same answer, and has told why; "" if
        none has. Only of what was judged in a notebook, where it can be looked up."""
        if not verdict.judged or verdict.outcome not in (Outcome.CRASHED, Outcome.TIMED_OUT):
            return ""
        alike = (
            other.promise
            for other in self._verdicts.values()
            if (other.outcome, other.judged, other.lines) == (verdict.outcome, verdict.judged, verdict.lines)
            and other.check != verdict.check
            and other.check not in self._deferring
        )
        known = (
            verdict.lines or verdict.outcome is Outcome.TIMED_OUT
        )  # an endless loop has a line in its sentence alone
        return next(alike, "") if known else ""

    def passed(self, check: str) -> bool:
        """Return whether a check's last outcome is `PASSED`."""
        return self.outcome(check) is Outcome.PASSED


@dataclass(frozen=True)
class CheckContext:
    """performer: None is the namespace that the check is written in. publish: called with every verdict, once.
    grade_id: the cell's own, where it is known; a check of another name cannot be graded. folder: where the notebook
    and its `sealed.json` lie. judging: what says whether a run is as expected; only who wants to know what a check
    asks takes another. calm: whether a check that is not attempted may end without an error, since a person reads it
    and nothing is graded."""

    performer: Performer | None = None
    publish: Callable[[CellVerdict], None] = show
    memory: Memory = field(default_factory=Memory)
    grade_id: str | None = None
    folder: Path = Path()
    judging: Callable[[Run, Sequence[Expectation]], Verdict] = judge
    calm: Callable[[], bool] = lambda: False


ask(lambda namespace: notebook_kernel.history_of(namespace).lost)
_NOTEBOOK = CheckContext(calm=notebook_kernel.read_by_a_person)
notebook_kernel.watch()
_current: ContextVar[CheckContext] = ContextVar("asynclab_bench", default=_NOTEBOOK)


def current() -> CheckContext:
    """Return the bench that checks work on here and now."""
    bench = _current.get()
    return replace(bench, folder=notebook_folder()) if bench is _NOTEBOOK else bench


@contextmanager
def using(bench: CheckContext) -> Iterator[CheckContext]:
    """Inside the block, checks work on this bench."""
    token = _current.set(bench)
    try:
        yield bench
    finally:
        _current.reset(token)
