"""The graded cell: one promise, scenarios and expectations in, one verdict out. It fails closed.

with check("desk-makespan", "Five sources cost what the slowest one costs.") as c:
    c.run(call("ask", "q", tools=[tool("web", takes=3.0), tool("wiki", takes=1.0)]), took(3.0))
    ### BEGIN HIDDEN TESTS
    c.hidden()
    c.run(call("ask", ...), took(5.0), orders=ALL)
    ### END HIDDEN TESTS
"""

from __future__ import annotations

import string
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import replace
from types import FrameType, TracebackType
from typing import Any

from asynclab.course.cell import check_context, sealed
from asynclab.course.cell.cell_verdict import AskedRun, CellVerdict, Finding, each_slip_once, overall, told_once
from asynclab.course.cell.check_context import InProcess, targets_of
from asynclab.course.cell.errors import AuthorError, CheckFailed, CheckInterrupted, CouldNotGrade, NoRun
from asynclab.course.cell.foresight import WhatIf, foreseen
from asynclab.course.cell.in_chapter import in_chapter
from asynclab.course.cell.namespace import Vocabulary
from asynclab.course.cell.session import notebook_kernel
from asynclab.course.cell.session.history.absences import loss
from asynclab.course.cell.session.history.missing_names import not_there_yet
from asynclab.course.cell.session.history.saved_cells import saved_cells
from asynclab.course.cell.session.history.stubs import stub_last
from asynclab.course.cell.session.taken_names import check_without
from asynclab.course.cell.session.told_beside import NotebookAround
from asynclab.course.cell.variation_words import Performed, contrast, shown
from asynclab.course.masking import hidden_texts_of
from asynclab.course.needs import lacking
from asynclab.expect import Expectation, Failure, Ledger, Outcome, Verdict, anything, judge, one_of, returned
from asynclab.expect.messages.hidden_texts import hiding
from asynclab.lab import Interrupted
from asynclab.observe.run import Ending, NeverAwaited, Run
from asynclab.observe.trace.exceptions import place_of
from asynclab.scenario.by_hand import no_scenario
from asynclab.scenario.serialize import to_json
from asynclab.scenario.spec import Raises, Scenario
from asynclab.scenario.variations import Every, varied

_MEND_IT = "Mend it where it was written, or run the chapter's own check."
_AROUND_A_LETTER = string.whitespace + string.punctuation
_open: ContextVar[Check | None] = ContextVar("asynclab_check", default=None)


def check(grade_id: str, promise: str, *, needs: str = "") -> Check:
    """Make a graded cell. grade_id: the cell's own, in nbgrader's metadata. promise: one sentence, for the student.
    needs: what of the installed packages, as in "langgraph>=1.2"; without it the cell is left out, and counts nothing.

    The answer is looked for in the namespace of the caller, unless `check_context.using(...)` says otherwise.
    """
    return Check(grade_id, promise, sys._getframe(1), needs)


def _beside(theirs: Any) -> Callable[..., Check]:
    """Return `check` for a notebook in which a student has called something of theirs so: it is theirs again while
    their answer runs, and afterwards."""

    def check(grade_id: str, promise: str, *, needs: str = "") -> Check:
        return Check(grade_id, promise, sys._getframe(1), needs, theirs)

    return check


notebook_kernel.keep("check", _beside)


class Check:
    """An open graded cell. On leaving it shows its verdict, and raises `CheckFailed` unless it passed.

    Whatever goes wrong that is not the answer's doing - nothing was run, an expectation was built and not judged, the
    cell has a typo - makes the verdict "could not be graded" and raises `CouldNotGrade`.
    """

    def __init__(
        self,
        grade_id: str,
        promise: str,
        cell: FrameType,
        needs: str = "",
        shadow: Any = None,
    ) -> None:
        """cell: whoever opens it. shadow: what a student has called `check`, None where they have not."""
        self.grade_id = grade_id
        self.promise = promise
        self._lacking = lacking(needs)
        self._bench = check_context.current()
        self._namespace = namespace = cell.f_globals
        self._file = cell.f_code.co_filename
        self._performer = self._bench.performer or InProcess(namespace, self._bench.folder)
        self._history = notebook_kernel.history_of(namespace if self._bench.performer is None else {})
        self._own = ""  # a sentence, if this is a student's own check and not the chapter's
        self._targets: list[str] = []
        self._vocabulary = Vocabulary(namespace, {} if shadow is None else {"check": shadow})
        self._ledger = Ledger()
        self._hidden = False
        self._outcomes: list[Outcome] = []
        self._findings: list[Finding] = []
        self._notes: list[str] = []
        self._known = [promise, grade_id]  # what a student could read before the hidden part
        self._shown: list[str] = []  # of what passed, in how many ways
        self._asked = 0  # visible runs
        self._asking = AskedRun(0, 0)  # the last of them
        self._told = False  # whether the last run's failure was told before
        self._last: Run | None = None  # the run that stands for all after it
        self._questions: set[str] = set()  # variables that hold a letter, however it is written
        self._dropped: list[NeverAwaited] = []  # in the visible runs
        self._explained: set[str] = set()  # variables whose failure a quiz explanation has told already

    def __enter__(self) -> Check:
        around = _open.get()
        if around is not None:
            raise AuthorError(
                f'check("{self.grade_id}") stands inside check("{around.grade_id}"). '
                "A graded cell has one check: end the outer block first."
            )
        self._token = _open.set(self)
        self._ledger.__enter__()
        self._vocabulary.speak()
        if self._bench.performer is None:
            self._own = notebook_kernel.told_own(self.grade_id, self._namespace, self._bench.folder)
        if self._history:
            notebook_kernel.clear_away()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        _open.reset(self._token)
        self._vocabulary.hush()
        self._vocabulary.forget()
        if self._lacking:
            return self._left_out(error)
        problem = self._close(error)
        if isinstance(problem, KeyboardInterrupt) and self._bench.performer is None:
            raise CheckInterrupted(place_of(problem.location) if isinstance(problem, Interrupted) else None) from None
        if problem is not None and not isinstance(problem, Exception):
            return False  # an interrupt is nobody's verdict; Python raises it again
        verdict = self._verdict() if problem is None else _ungraded(self, problem)
        verdict = self._noted(verdict)
        self._bench.publish(verdict)
        if verdict.outcome is Outcome.NOT_ATTEMPTED and self._bench.calm():
            return True  # a person reads it, and nothing has gone wrong; a grading tool is told by an error
        if problem is not None:
            raise CouldNotGrade(verdict) from problem
        if verdict.outcome is Outcome.UNGRADED:
            raise CouldNotGrade(verdict)
        if not verdict.passed:
            raise CheckFailed(verdict)
        return False

    def _noted(self, verdict: CellVerdict) -> CellVerdict:
        """The verdict as it is told, once the session remembers it; of a student's own check nothing is remembered."""
        if self._own:
            return replace(verdict, note="\n".join(filter(None, (self._own, verdict.note))), counts=False)
        told_by = self._bench.memory.told_by(verdict)
        self._bench.memory.note(verdict, told_by)
        if verdict.outcome is Outcome.LEFT_OUT:
            return verdict
        if told_by:
            same = Failure(f"The same as in “{told_by}”, which tells more.", place=next(iter(verdict.lines), None))
            verdict = replace(verdict, findings=(Finding(same),))
        return replace(verdict, beside=in_chapter(self._bench.folder, self.grade_id, self._bench.memory.passed))

    def run(
        self,
        scenario: Scenario,
        *expectations: Expectation,
        orders: Every | None = None,
        leaves: Every | Sequence[float] | None = None,
        faults: Raises | None = None,
    ) -> None:
        """Perform a scenario and judge what happened. A failure stops nothing: the verdict comes at the end.
        An endless loop does: it is waited for once a cell, and stands for every run after it.

        orders=ALL: in every order in which the calls can finish. leaves=ALL, or instants in virtual seconds: the reader
        leaves just before, at and just after each; without a fault it also stays. faults: each call in turn fails once
        with this error, and each two. The expectations must hold for all of them, and one that fails is told.
        """
        self._must_be_open()
        if not isinstance(scenario, Scenario):
            raise AuthorError(no_scenario(scenario, 'c.run(call("name", ...), ...)'))
        if self._lacking:
            return
        if not self._hidden:
            self._asked += 1
            asking = sys._getframe(1)
            self._asking = AskedRun(self._asked, asking.f_lineno if asking.f_code.co_filename == self._file else 0)
        if orders is None and leaves is None and faults is None:
            performed = self._perform_one(scenario, expectations)
            self._settle(performed.verdict.outcome, self._findings_of(performed))
            return
        variations = varied(scenario, orders, leaves, faults)
        every: list[Performed] = []
        for each in variations.every:
            every.append(self._perform_one(each, expectations))
            if every[-1].run.stands_for_others or every[-1].run.ending is Ending.REFUSED:
                break
        found = contrast(variations, every)
        if found is None:
            self._settle(Outcome.PASSED, [])
            self._shown.append(shown(variations, counted=not self._hidden))
            return
        about = (found.among, found.beside, found.parting)
        self._settle(found.fails.verdict.outcome, self._findings_of(found.fails, *about))

    def hidden(self) -> None:
        """Hide what follows: its failures are told without the values that were expected."""
        self._must_be_open()
        self._hidden = True

    def chosen(self, name: str, letters: str = "abcd") -> None:
        """Look at the answer to a quiz question, and explain the choice.

        The explanation comes from `sealed.json`. Without it this counts for nothing, and the points come from what
        the hidden part says.
        """
        self._must_be_open()
        if self._lacking:
            return
        self._questions.add(name)
        run = self._perform(_read(name))
        verdict = self._unless_said_before(_choice(run, name, letters), {name: run})
        if not verdict.passed:
            self._settle(verdict.outcome, [Finding(failure, run) for failure in verdict.failures])
            self._explained.add(name)
            return
        explanation = sealed.explanation(self._bench.folder, name, run.value)
        if explanation is None:
            self._notes.append(f"You chose “{run.value}”. Its explanation travels in sealed.json, which is not here.")
        elif explanation.right:
            self._notes.append(f"You chose “{run.value}”. {explanation.text}")
            self._outcomes.append(Outcome.PASSED)
        else:
            failure = Failure(f"You chose “{run.value}”.", explanation.text)
            self._settle(Outcome.FAILED, [Finding(failure, run)])
            self._explained.add(name)

    def foreseen(self, name: str, digit: str, questions: Sequence[WhatIf]) -> None:
        """Ask when a student's own code would be over, and run it to see.

        name: the variable that holds the answer, in virtual seconds. digit: the one that holds the last digit of a
        student number. questions: ten, one for each digit. All are performed, since what a check asks depends on no
        answer.
        """
        self._must_be_open()
        if self._lacking:
            return
        said, own = self._perform(_read(name)), self._perform_beside(name, digit)
        runs = [self._perform(each.scenario) for each in questions]
        unread = next((run for run in (said, own) if run.ending is not Ending.RETURNED), None)
        if unread is not None:
            verdict, note = judge(unread, [returned(anything())]), ""
        else:
            verdict, note = foreseen(said.value, own.value, questions, runs)
            verdict = self._unless_said_before(verdict, {digit: own, name: said})
        self._notes += [note] if note else []
        self._settle(verdict.outcome, [Finding(failure) for failure in verdict.failures])

    def _unless_said_before(self, verdict: Verdict, read: Mapping[str, Run]) -> Verdict:
        """The verdict on a question; of one without an answer, with where there was one before."""
        if verdict.outcome is not Outcome.NOT_ATTEMPTED:
            return verdict
        empty = (stub_last(self._history, name) for name, run in read.items() if run.value is None)
        before = next(filter(None, empty), None)
        return verdict if before is None else Verdict(before.outcome, (before.failure,))

    def _must_be_open(self) -> None:
        if _open.get() is not self:
            raise AuthorError(f'check("{self.grade_id}") is not open here: write `with check(...) as c:` around it.')

    def _perform(self, scenario: Scenario) -> Run:
        if self._last is not None:
            return self._last
        with self._vocabulary.hushed():
            run = self._performer.perform(scenario)
        self._targets += targets_of(scenario, self._namespace, self._history)
        if run.stands_for_others:
            self._last = run
        if scenario.target in self._questions and isinstance(run.value, str):
            return replace(run, value=_letter(run.value))
        return run

    def _perform_beside(self, first: str, name: str) -> Run:
        """Read a variable that the chapter has in the cell of another one, which is there."""
        try:
            return self._perform(_read(name))
        except NoRun as absent:
            owner = self._history.owner(first)
            if owner is None or name in owner.bound:
                raise
            beside = f"`{name}`, which stands beside it in the task"
            seen = f"Your {owner.label} defines `{first}` and does not define {beside}."
            remedy = f"Write `{name} = ...` below `{first}`, and run the cell."
            raise NoRun(absent.outcome, Failure(seen, remedy=remedy)) from None

    def _perform_one(self, scenario: Scenario, expectations: tuple[Expectation, ...]) -> Performed:
        self._told = self._last is not None or (scenario.how == "read" and scenario.target in self._explained)
        run = self._perform(scenario)
        if not self._hidden:
            self._known.append(to_json(scenario))
        verdict = self._bench.judging(run, expectations)
        if not self._hidden:
            self._dropped += run.never_awaited
        if not self._hidden or verdict.passed:
            return Performed(scenario, run, verdict)
        with hiding(hidden_texts_of(run, scenario, " ".join(self._known))):
            return Performed(scenario, run, verdict, self._bench.judging(run, expectations))

    def _findings_of(
        self, performed: Performed, among: str = "", beside: Run | None = None, parting: float | None = None
    ) -> list[Finding]:
        if self._told:
            return []
        known, failures = " ".join(self._known), performed.verdict.failures
        told_masked: tuple[Failure | None, ...] = performed.told_masked.failures if performed.told_masked else ()
        told_masked = told_masked if len(told_masked) == len(failures) else (None,) * len(failures)
        asked = None if self._hidden else self._asking
        return [
            Finding(failure, performed.run, self._hidden, among, known, "", beside, parting, told, asked)
            for failure, told in zip(failures, told_masked, strict=True)
        ]

    def _settle(self, outcome: Outcome, findings: list[Finding]) -> None:
        self._outcomes.append(outcome)
        self._findings += findings

    def _close(self, error: BaseException | None) -> BaseException | None:
        """What keeps this cell from being graded, if anything does."""
        try:
            self._ledger.__exit__(type(error) if error else None, error, None)
        except Exception as unused:  # an expectation that nobody judged
            return unused
        if isinstance(error, NameError) and error.name and self._history:  # of the check's own lines
            saved = saved_cells(self._bench.folder)
            yet = not_there_yet(error.name) if not self._own or saved.binds(error.name) else error
            error = loss(self._history, error.name, self._namespace, saved) or yet
        elif isinstance(error, Exception) and self._history:
            error = check_without(_line_of(error), error, self._history) or error
        if isinstance(error, NoRun):
            self._settle(error.outcome, [Finding(error.failure)])
        elif error is not None:
            return error
        wanted = self._bench.grade_id
        if wanted is not None and wanted != self.grade_id:
            return AuthorError(f'The cell is "{wanted}" and its check says "{self.grade_id}": they must be the same.')
        if not self._outcomes and not self._notes:
            return AuthorError("It checked nothing: write c.run(scenario, expectation, ...) inside its block.")
        return None

    def _left_out(self, error: BaseException | None) -> bool:
        """Say so, and let whatever the cell's own lines raised on packages they were not written for go by."""
        with suppress(Exception):  # nothing was judged
            self._ledger.__exit__(None, None, None)
        note = f"{self._lacking} Its points are not counted."
        verdict = CellVerdict(self.grade_id, self.promise, Outcome.LEFT_OUT, note=note)
        self._bench.publish(self._noted(verdict))
        return isinstance(error, Exception)

    def _verdict(self) -> CellVerdict:
        outcome = overall(self._outcomes)
        reached = {cell.name: cell for target in self._targets for cell in self._history.judged(target)}
        first = dict.fromkeys(target for target in self._targets if target in reached)
        judged = tuple(reached[name] for name in dict.fromkeys((*first, *reached)))
        ways = dict.fromkeys(self._shown) if outcome is Outcome.PASSED else ()
        findings = told_once(each_slip_once(self._findings))
        notes = "\n".join((*self._notes, *filter(None, ways)))
        verdict = CellVerdict(self.grade_id, self.promise, outcome, findings, notes, judged, asked=self._asked)
        around = NotebookAround(self._namespace, self._history, self._bench.folder, tuple(self._targets))
        return around.told_beside(verdict, self._dropped) if judged else verdict


def _line_of(error: BaseException) -> str:
    """The line of the check's own cell that an error was raised at, as it is written there."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.line or "" for frame in reversed(frames) if frame.name == "<module>"), "")


def _letter(written: str) -> str:
    """The letter that is meant, as the choices have it: " C", "c)", "(c)" and "c." are one answer."""
    return written.strip(_AROUND_A_LETTER).lower()


def _read(name: str) -> Scenario:
    return Scenario("read", name)


def _choice(run: Run, name: str, letters: str) -> Verdict:
    """Whether a variable holds one of the letters; None, with which a question begins, is not attempted."""
    verdict = judge(run, [returned(one_of(*letters))])
    if verdict.outcome not in (Outcome.FAILED, Outcome.NOT_ATTEMPTED):
        return verdict  # or there is no such variable, which is told already
    choices = ", ".join(f'"{letter}"' for letter in letters)
    failure = Failure(f"`{name}` is none of the choices.", remedy=f"Set it to one of {choices}.")
    return Verdict(Outcome.NOT_ATTEMPTED if run.value is None else Outcome.FAILED, (failure,))


def _ungraded(open_check: Check, problem: BaseException) -> CellVerdict:
    said = str(problem) if isinstance(problem, AuthorError) else f"{type(problem).__name__}: {problem}"
    remedy = "This is not your answer's fault as far as we can tell: show it to your instructor."
    place = None
    if open_check._own:
        remedy, place = _MEND_IT, notebook_kernel.own_line(problem, open_check._namespace)
    finding = Finding(Failure(f"The check itself went wrong: {said}", remedy=remedy, place=place))
    return CellVerdict(open_check.grade_id, open_check.promise, Outcome.UNGRADED, (finding,))
