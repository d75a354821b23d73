"""A question on a student's own run: their own code decides, and each wrong time says why it is none of it."""

from dataclasses import replace

import pytest

from asynclab.course import CheckFailed, check, using
from asynclab.course.cell.errors import AuthorError
from asynclab.course.cell.foresight import DIGITS, WhatIf, foreseen
from asynclab.course.cell.session import notebook_kernel
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.expect import Outcome
from asynclab.observe.run import Ending, Left, Run, Span, SpanEnd
from asynclab.scenario import call, read, tool
from tests.unit.course.fakes import HUNG, STUB, desk

WRONG = {6.0: "That is the sum.", 3: "That is the slowest alone.", 5.0: "That is in pairs."}
QUESTIONS = [WhatIf(f"Three sources, number {n}.", call("ask", [tool("web", takes=1.0 + n)]), WRONG) for n in range(10)]
WEB = Span(1, "call", "web", 0.0, 1, 4.0, 2, SpanEnd.DONE)
OWN = Run(Ending.RETURNED, value="told", elapsed=4.0, spans=(WEB,))


def said(time, digit=2, run=OWN):
    """What comes of saying a time."""
    return foreseen(time, digit, QUESTIONS, [run] * DIGITS)


@pytest.mark.parametrize("time", [4, 4.0])
def test_the_time_of_the_own_run_is_right(time):
    """Whether it is written as a whole number or not; a note says what decided it."""
    verdict, note = said(time)
    assert verdict.outcome is Outcome.PASSED
    assert note == "You said 4 s, and your own code, run with these numbers, says so too."


@pytest.mark.parametrize(("time", "why"), [(6, "That is the sum."), (3.0, "That is the slowest alone.")])
def test_a_wrong_time_explains_itself_and_no_other(time, why):
    """And the right one is not named as such."""
    (failure,) = said(time)[0].failures
    assert (failure.seen, failure.cause) == (f"You said {time:g} s.", why)
    assert failure.remedy == "Three sources, number 2. When would it be over?"


def test_who_has_said_nothing_is_asked():
    """With the numbers of their own digit, and no time to choose."""
    verdict, _ = said(None, digit=7)
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert verdict.failures[0].seen == "Three sources, number 7. When would it be over?"


def test_without_a_digit_nothing_is_asked():
    """A number is wanted first, even of somebody who has said a time."""
    assert said(4, digit=None)[0].outcome is Outcome.NOT_ATTEMPTED


@pytest.mark.parametrize("digit", [10, -1, "3", 2.0, True, [1]])
def test_what_is_no_digit_is_told_with_the_ten(digit):
    """Whoever writes a whole student number learns which part of it is wanted."""
    (failure,) = said(4, digit=digit)[0].failures
    assert failure.remedy == "Set it to one digit, 0 to 9, without quotation marks."


@pytest.mark.parametrize("time", ["4", "4 s", True, [4]])
def test_what_is_no_number_fails_and_is_told_so(time):
    """A text and a bool are no times, and a right one in quotation marks is easily mended."""
    verdict, _ = said(time)
    assert verdict.outcome is Outcome.FAILED
    told = "write the number without quotation marks" if isinstance(time, str) else "is no number of seconds"
    assert told in verdict.failures[0].seen


@pytest.mark.parametrize("time", [7, 4.5, float("nan")])
def test_a_time_that_nobody_has_thought_of_is_wrong_too(time):
    """It is told how to find the right one, and not which that is."""
    (failure,) = said(time)[0].failures
    assert failure.cause.startswith("Your own code needs another time")
    assert "4 s" not in failure.cause


@pytest.mark.parametrize("time", [6, 4, None])
def test_code_that_does_what_the_task_forbids_decides_nothing(time):
    """Whoever asks one after another has a task to finish: their own sum is not right for that."""
    verdict, _ = said(time, run=replace(OWN, elapsed=6.0, spans=(replace(WEB, end=6.0),)))
    assert verdict.outcome is Outcome.FAILED
    assert verdict.failures[0].remedy == "Finish the task first; then answer."


@pytest.mark.parametrize(
    ("run", "seen"),
    [
        (replace(OWN, spans=()), "`web` was never called."),
        (replace(OWN, left=(Left("task", "web"),)), "it ended before what it had started."),
        (replace(OWN, elapsed=9.0), "it was over at another time than the last of its calls."),
    ],
    ids=["returns at once", "awaits nothing", "sleeps as long as was said"],
)
def test_code_that_does_not_do_its_task_decides_nothing(run, seen):
    """Its own time is right for it, and worth no point, whatever is said."""
    verdict, _ = said(run.elapsed, run=run)
    assert verdict.outcome is Outcome.FAILED
    assert verdict.failures[0].seen == f"Your own code does not do its task there: {seen}"
    assert verdict.failures[0].remedy == "Finish the task first; then answer."


def test_a_stub_is_told_as_the_task_that_it_is():
    """The question's own cell has no line that raises NotAttempted, and needs no change."""
    verdict, _ = said(4, run=STUB)
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert verdict.failures[0].seen == (
        "Your answer stands, and waits. This question is on your own code, and `ask` comes to a stub."
    )
    unsaid, _ = said(None, run=STUB)
    assert unsaid.failures[0].seen == "This question is on your own code, and `ask` comes to a stub."


@pytest.mark.parametrize(("run", "outcome"), [(STUB, Outcome.NOT_ATTEMPTED), (HUNG, Outcome.TIMED_OUT)])
def test_code_that_does_not_end_there_is_told_as_any_other(run, outcome):
    """A stub is not attempted, a hang is a hang."""
    assert said(4, run=run)[0].outcome is outcome


def test_every_question_is_performed_whatever_was_said():
    """What a check asks depends on no answer: that is the wall between a student's code and its judge."""

    def given(scenario):
        return {"answer_3": Run(Ending.RETURNED, value=4), "digit": Run(Ending.RETURNED, value=1)}.get(
            scenario.target, OWN
        )

    at = desk(given)
    with using(at.bench), check("answer_3-check", "You know your own code.") as c:
        c.foreseen("answer_3", "digit", QUESTIONS)
    assert at.performer.scenarios == [read("answer_3"), read("digit"), *(each.scenario for each in QUESTIONS)]
    assert at.verdict.passed


def test_a_variable_that_is_not_there_is_told():
    """As for every other check that reads one."""
    missing = Run(Ending.REFUSED)
    at = desk(lambda scenario: missing if scenario.target == "digit" else OWN)
    with pytest.raises(CheckFailed), using(at.bench), check("answer_3-check", "You know your own code.") as c:
        c.foreseen("answer_3", "digit", QUESTIONS)
    assert at.verdict.outcome is Outcome.CRASHED


def test_questions_that_cannot_be_asked_are_the_authors_to_mend():
    """Nine questions leave a digit without one; two wrong times that are the same leave nothing to choose from."""
    with pytest.raises(AuthorError, match="There are 9 questions"):
        foreseen(4, 2, QUESTIONS[:9], [OWN] * 9)
    with pytest.raises(AuthorError, match="3 wrong times that differ"):
        WhatIf("Three sources.", call("ask", []), {6.0: "That is the sum.", 3.0: "That is the slowest."})


def test_a_digit_that_its_cell_leaves_out_is_told_with_where_it_belongs(monkeypatch):
    """The cell was run, so that running it again brings nothing; and the time that stands there is no digit."""
    history = CellHistory()
    history.note(CellRun(5, "answer_3 = 4", frozenset({"answer_3"}), "answer_3"))
    monkeypatch.setattr(notebook_kernel, "history_of", lambda namespace: history)
    monkeypatch.setitem(globals(), "answer_3", 4)
    at = desk()
    with (
        pytest.raises(CheckFailed),
        using(replace(at.bench, performer=None)),
        check("answer_3-check", "You know.") as c,
    ):
        c.foreseen("answer_3", "digit", QUESTIONS)
    (finding,) = at.verdict.findings
    assert finding.failure.seen == (
        "Your cell In[5] defines `answer_3` and does not define `digit`, which stands beside it in the task."
    )
    assert finding.failure.remedy == "Write `digit = ...` below `answer_3`, and run the cell."
