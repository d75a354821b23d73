"""The parent's side of a pass through a notebook: asks for one cell or scenario after the other, and keeps answers.

`show` and `grade` say what each of the two passes asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NoReturn

from asynclab.grade.execute.forkserver import Child
from asynclab.grade.execute.pass_result import PassResult, Step, target_of
from asynclab.grade.ipc import Closed, Frame, Garbled, MessageType
from asynclab.grade.job import CellKind, Limits
from asynclab.run_limits import REAL_AGAIN

GRACE = 4.0  # real seconds that an interrupted cell has to come to an end
MARGIN = 5.0  # ... that a scenario past its time limit has to be given up in
COMPARING = 10.0  # ... for a comparison of what Python and the course are made of, beyond the time of the notebook
PROVING = 5.0  # ... that answers may stay without one, at most, while further ones are asked for


class CellCrashed(Exception):
    """A cell broke its process. why: a sentence for the student. late: it passed its limit of time."""

    def __init__(self, count: int, why: str, *, late: bool = False) -> None:
        super().__init__(why)
        self.count = count
        self.why = why
        self.late = late


class ProcessTainted(Exception):
    """A check has left its process unfit for others: what comes after it goes on in a fresh one."""


class ChildDriver:
    """Asks a child, within the limits, and takes what it says for what was asked or for nothing."""

    def __init__(self, child: Child, limits: Limits, seen: PassResult) -> None:
        self._child = child
        self._limits = limits
        self._seen = seen
        self._over = time.monotonic() + limits.whole
        self._row: list[int] = []  # checks since the last cell that was run
        self._asked: list[int] = []  # checks, in this process
        self._unproven: list[int] = []  # those that answered since everything was last compared
        self._proved = time.monotonic()
        self._last = 0  # the cell that was asked for last

    def cell(self, step: Step, count: int) -> None:
        """Run a cell, and keep what it shows; also what it shows anew of earlier ones."""
        asked = Frame.of(MessageType.RUN_CELL, count, step.cell.source)
        for answer in self._answers(asked, self._limits.cell, GRACE):
            if answer.what is not MessageType.SHOWN or not 0 < answer.number <= count:
                raise CellCrashed(count, _NOT_ASKED)
            self._seen.shown[answer.number] = _text(answer, count)
            if answer.number == count:
                return

    def test(self, step: Step, count: int) -> None:
        """Run a test cell, and keep what it shows: it alone, for points come from it."""
        self._end_row()
        self._found(MessageType.COMPARE_SHELL, [count])
        asked = Frame.of(MessageType.RUN_CELL, count, step.cell.source)
        for answer in self._answers(asked, self._limits.cell, GRACE):
            if answer.what is not MessageType.SHOWN or answer.number > count:
                raise CellCrashed(count, _NOT_ASKED)
            if answer.number == count:
                self._seen.shown[count] = _text(answer, count)
                break
        self._found(MessageType.COMPARE_SHELL, [count])

    def unseen(self, step: Step, count: int) -> None:
        """Run a cell whose outputs are known already."""
        self._end_row()
        asked = Frame.of(MessageType.RUN_UNSEEN, count, f"{' '.join(step.cell.gives)}\n{step.cell.source}")
        self._only(asked, self._limits.cell, GRACE, MessageType.DONE)

    def leave_out(self, step: Step, count: int, why: str) -> None:
        """Have it noted that a cell is not run. why: as in "ended the Python process it ran in"."""
        asked = Frame.of(MessageType.LEAVE_OUT, count, f"{why}\n{step.cell.source}")
        self._only(asked, self._limits.cell, GRACE, MessageType.DONE)

    def check(self, step: Step, count: int) -> None:
        """Perform a check's scenarios in order, up to one that stands for all after it (`Run.stands_for_others`).

        What was replaced is looked for before a row of checks, and after it; all of it, where the answers take their
        time. Raises `ProcessTainted` after a run that may go on in its thread, and where nothing can be performed any
        more: if that is an earlier check's doing, this one is not held to have been asked.
        """
        runs = self._seen.runs.setdefault(count, [])
        told = self._seen.told[count] = []
        self._row.append(count)
        self._asked.append(count)
        if len(self._row) == 1:
            self._compare()
        for scenario in step.cell.scenarios:
            answer = self._perform(scenario, count)
            if answer.what is MessageType.FAILED:
                if self._asked == [count]:
                    self._seen.failed[count] = _text(answer, count)[:1000]
                else:
                    del self._seen.runs[count]
                self._spend()
            runs.append(_text(answer, count))
            told.append(self._child.witnessed())
            if count not in self._unproven:
                self._unproven.append(count)
            if answer.what is MessageType.GAVE_UP:
                self._seen.use_up(target_of(scenario))
                self._spend()
            if answer.what is MessageType.NOT_TRIED:
                return

    def can_perform(self, scenario: str, count: int) -> bool:
        """Return whether a scenario can be performed at all, with what does nothing in the place of an answer. For a
        process in which nothing of a student's has run.
        """
        nothing = f"def {target_of(scenario)}(*given, **named): pass"
        self._only(Frame.of(MessageType.RUN_UNSEEN, count, f"\n{nothing}"), self._limits.cell, 0.0, MessageType.DONE)
        return self._perform(scenario, count).what is not MessageType.FAILED

    def _perform(self, scenario: str, count: int) -> Frame:
        """Have a scenario performed: with a share of the time, where its target has been waited for once."""
        self._prove_in_time()
        how, seconds = MessageType.PERFORM, self._limits.run
        if self._seen.troubles:
            target = target_of(scenario)
            if target in self._seen.spent:
                how, seconds = MessageType.PERFORM_BRIEFLY, self._limits.run * REAL_AGAIN
            if target in self._seen.troubles and self._unproven:
                self.end()  # if it breaks the process again, nothing before it has to be asked again
        self._child.witnessed()  # what comes from now on is of this run
        return self._only(Frame.of(how, count, scenario), seconds + MARGIN, 0.0, *_PERFORMED)

    def end(self) -> None:
        """Look for anything that was replaced: nobody knows when, so it is held against every check."""
        counts = list(self._seen.runs)
        if counts:
            self._found(MessageType.COMPARE_ALL, counts)
        self._unproven.clear()
        self._proved = time.monotonic()

    def give_up(self, why: str, *, but: int = 0) -> None:
        """Ask nothing more of this process. A check after which nobody has looked for what was replaced counts as not
        asked; but: a check that is reported in another way.
        """
        for count in self._unproven:
            if count != but:
                self._seen.runs.pop(count, None)
                self._seen.unrun[count] = why
        self._unproven.clear()

    def out_of_time(self, over: OutOfTime) -> None:
        """Look once more at a process that waits, and give it up: the notebook's time is up."""
        if over.waits:
            with suppress(CellCrashed, OutOfTime):
                self.end()
        self.give_up(str(over))

    def _prove_in_time(self) -> None:
        """Compare everything, if answers have been waiting for it."""
        if self._unproven and time.monotonic() >= self._proved + PROVING:
            self.end()

    def _spend(self) -> NoReturn:
        self.end()
        raise ProcessTainted

    def _end_row(self) -> None:
        self._compare()
        self._row.clear()
        self._prove_in_time()

    def _compare(self) -> None:
        if self._row:
            self._found(MessageType.COMPARE, self._row)

    def _found(self, what: MessageType, counts: list[int]) -> None:
        """Compare, and hold what is found against these checks."""
        found = _text(self._only(Frame(what, counts[-1]), COMPARING, 0.0, MessageType.FOUND), counts[-1])
        for count in counts if found else ():
            known = self._seen.tampered.get(count, "")
            names = dict.fromkeys(name for name in (*known.split(", "), *found.split(", ")) if name)
            self._seen.tampered[count] = ", ".join(names)[:1000]

    def _only(self, asked: Frame, seconds: float, grace: float, *due: MessageType) -> Frame:
        answer = next(self._answers(asked, seconds, grace))
        if answer.what not in due or answer.number != asked.number:
            raise CellCrashed(asked.number, _NOT_ASKED)
        return answer

    def _answers(self, asked: Frame, seconds: float, grace: float) -> Iterator[Frame]:
        """What the child answers, as long as anybody wants to hear it. Raises `CellCrashed`, `OutOfTime`."""
        deadline = self._within(seconds, asked)
        if not self._child.waits():  # nothing of the last cell's should be going on
            raise CellCrashed(self._last, _NOT_ASKED)
        self._last = asked.number
        try:
            self._child.say(asked, deadline)
            while True:
                try:
                    yield self._child.hear(deadline)
                except TimeoutError:
                    if not grace:
                        raise
                    self._child.interrupt()
                    self._seen.notes.append(f"Cell In[{asked.number}] was interrupted after {seconds:g} s.")
                    deadline, grace = time.monotonic() + grace, 0.0
        except TimeoutError:
            if time.monotonic() > self._over:
                raise OutOfTime(asked.number, self._limits.whole, waits=False) from None
            raise CellCrashed(asked.number, _ENDLESS.format(seconds), late=True) from None
        except Closed:
            raise CellCrashed(asked.number, _ENDED) from None
        except Garbled as garbled:
            raise CellCrashed(asked.number, _GARBLED.format(garbled)) from None

    def _within(self, seconds: float, asked: Frame) -> float:
        """When so many seconds are over, or the notebook's time is, which is not for comparing. Raises `OutOfTime`."""
        now = time.monotonic()
        if asked.what in _COMPARISONS:
            return now + seconds
        if now >= self._over:
            raise OutOfTime(asked.number, self._limits.whole, waits=True)
        return min(now + seconds, self._over)


class OutOfTime(Exception):
    """The whole pass took too long. count: the first cell that was not run, or not to its end. waits: whether the
    process has answered everything that it was asked."""

    def __init__(self, count: int, seconds: float, *, waits: bool) -> None:
        super().__init__(f"The notebook's time of {seconds:g} s was up before this cell had ended.")
        self.count = count
        self.waits = waits


_PERFORMED = (MessageType.PERFORMED, MessageType.GAVE_UP, MessageType.NOT_TRIED, MessageType.FAILED)
_COMPARISONS = (MessageType.COMPARE, MessageType.COMPARE_ALL, MessageType.COMPARE_SHELL)
_ENDLESS = "This cell did not end within {:g} s, and no interrupt stopped it."
_ENDED = "This cell ended the Python process it ran in."
_GARBLED = "This cell broke the line to its process: {}."
_NOT_ASKED = "This cell made its process say what nobody had asked, or ended it afterwards."

Pass = Callable[[ChildDriver, Step, int], None]


def show(asking: ChildDriver, step: Step, count: int) -> None:
    """Run pass A: what a student sees. No test and no check takes part."""
    if step.cell.kind is CellKind.CODE:
        asking.cell(step, count)


def grade(asking: ChildDriver, step: Step, count: int) -> None:
    """Run pass B: what points come from."""
    if step.cell.kind is CellKind.CODE:
        asking.unseen(step, count)
    elif step.cell.kind is CellKind.CHECK:
        asking.check(step, count)
    elif step.cell.kind is CellKind.TEST:
        asking.test(step, count)


def _text(answer: Frame, count: int) -> str:
    try:
        return answer.text
    except Garbled as garbled:
        raise CellCrashed(count, _GARBLED.format(garbled)) from None
