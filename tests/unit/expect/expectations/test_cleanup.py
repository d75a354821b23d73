"""Everything lets go: in time, in the right way, nothing left alive."""

from dataclasses import replace

import pytest

from asynclab.expect import cleaned_up, let_go, nothing_left, took
from asynclab.observe.run import Ending, Left, Place, Run, SpanEnd
from tests.unit.expect.by_hand import LINE, call, left, run, stall, stream

CLOSED = run(stream("model", 0.0, 1.5, "closed", made=(1.0, 1.5)), left_early=1.5)
MADE = Place("cell In[3]", 9, "show", "asyncio.create_task(write(text))")
TO_THE_END = run(stream("model", 0.0, 4.0, made=(1.0, 4.0)), left_early=1.5)
LATE = run(stream("model", 0.0, 2.5, "cancelled"), left_early=1.5)
OPEN = run(stream("model", 0.0), elapsed=1.5, left_early=1.5)


def only(expectation, given):
    (failure,) = expectation.judge(given)
    return failure


def test_a_stream_that_was_closed_as_the_reader_left_holds():
    """The time and the way, each if told."""
    assert cleaned_up("model").judge(CLOSED) == ()
    assert cleaned_up("model", at=1.5, how="closed").judge(CLOSED) == ()
    assert cleaned_up("model", at=1.5, how=[SpanEnd.CLOSED, "cancelled"]).judge(CLOSED) == ()


def test_a_stream_left_open_is_told():
    """Since when, and how to close it."""
    failure = only(cleaned_up("model", at=1.5, how="closed"), OPEN)
    assert failure.seen == "`model` was still open when everything else had ended (begun at 0 s). Nobody closed it."
    assert "aclosing" in failure.remedy


def test_a_stream_that_ran_on_for_nobody_is_told():
    """It ran to its end although the reader had left: somebody pays."""
    failure, when = cleaned_up("model", at=1.5, how="closed").judge(TO_THE_END)
    assert failure.seen == "`model` (0-4 s) ran to its end."
    assert "The reader had left at 1.5 s and nobody told it" in failure.cause
    assert when.seen == "`model` let go at 4 s, 2.5 s after the reader had left at 1.5 s."


def test_the_right_way_at_the_wrong_time_is_told():
    """How late, and no cause that the run does not show."""
    failure = only(cleaned_up("model", at=1.5, how="cancelled"), LATE)
    assert failure.seen == "`model` let go at 2.5 s: it was cancelled, 1 s after the reader had left at 1.5 s."
    assert not failure.cause
    assert failure.expected == "It should be cancelled at 1.5 s."


def test_all_calls_of_a_name_must_let_go():
    """The last of them decides the time."""
    given = run(call("web", 0.0, 1.0), call("web", 0.0, 2.0, "cancelled"), call("web", 0.5))
    assert "still open" in only(cleaned_up("web", at=2.0), given).seen
    assert cleaned_up("web", at=2.0).judge(run(call("web", 0.0, 1.0), call("web", 0.0, 2.0))) == ()
    assert "`web` (0-1 s) ran to its end." in only(cleaned_up("web", how="cancelled"), run(call("web", 0.0, 1.0))).seen


def test_nothing_of_that_name_is_no_clean_up():
    """What never ran never let go; and a way that does not exist is a slip of the author."""
    assert "Nothing named `web` was called." in only(cleaned_up("web"), CLOSED).seen
    with pytest.raises(ValueError, match="not a valid SpanEnd"):
        cleaned_up("model", how="finished")


@pytest.mark.parametrize(
    ("kind", "said"),
    [("task", "nobody was waiting for it"), ("thread", "cannot be cancelled"), ("generator", "in the middle")],
)
def test_whatever_is_left_alive_is_told_with_its_line(kind, said):
    """A task, a thread, a generator: each with its own cause and remedy."""
    failure = only(nothing_left(), Run(Ending.RETURNED, left=(left(kind),)))
    assert failure.seen.startswith(f"The {kind} `feeder` (cell 3, line 7")
    assert said in failure.cause
    assert failure.remedy
    assert failure.place == LINE


def test_each_thing_left_alive_is_a_failure_of_its_own():
    """All of them are to be mended."""
    assert len(nothing_left().judge(Run(Ending.RETURNED, left=(left(), left("thread", "pool"))))) == 2


def test_tasks_of_which_no_line_is_known_are_one_failure():
    """`create_task(tool.ainvoke(...))` leaves LangChain's coroutine and its inner one: one slip."""
    nowhere = tuple(replace(left(name=name), place=None) for name in ("Tool.ainvoke", "Tool._arun"))
    failure = only(nothing_left(), Run(Ending.RETURNED, left=nowhere))
    assert failure.seen == "The tasks `Tool.ainvoke` and `Tool._arun` were still alive when the answer had ended."


def test_an_open_call_is_left_alive_too():
    """Also where the lab found nobody who holds it."""
    assert "`model` was still open when the answer had ended (begun at 0 s)." in only(nothing_left(), OPEN).seen
    assert nothing_left().judge(CLOSED) == ()


def test_a_generator_of_a_librarys_own_is_not_the_students():
    """LangChain's `tee` leaves one behind when it is cancelled: it has no line of the student's."""
    assert nothing_left().judge(Run(Ending.RETURNED, left=(replace(left("generator"), place=None),))) == ()
    assert nothing_left().judge(Run(Ending.RETURNED, left=(replace(left("task"), place=None),)))


def test_an_answer_ends_with_its_reader():
    """At once, or within the time that clean-up may take."""
    assert let_go().judge(CLOSED) == ()
    assert let_go(within=1.0).judge(LATE) == ()
    failure = only(let_go(), LATE)
    assert failure.seen == "The reader left at 1.5 s and the answer went on until 2.5 s, 1 s more."
    assert failure.cause == "In that time `model` was in flight."


BLOCKED = stall(time=2.0, seconds=1.0)


@pytest.mark.parametrize(
    ("expectation", "given"),
    [
        (cleaned_up("web", at=2.5), run(call("web", 0.0, 3.0, "cancelled"), left_early=3.0, blocking=(BLOCKED,))),
        (cleaned_up("web", at=2.5), run(call("web", 0.0, 3.0, "cancelled"), left_early=2.5, blocking=(BLOCKED,))),
        (cleaned_up("web", at=2.5), run(call("web", 0.0, 3.0), blocking=(BLOCKED,))),
        (let_go(), run(call("web", 0.0, 3.0, "cancelled"), left_early=2.5, blocking=(BLOCKED,))),
    ],
)
def test_what_let_go_late_behind_a_blocked_loop_names_what_blocked(expectation, given):
    """The cancellation could not be heard."""
    assert "blocked the event loop for 2 s" not in only(expectation, given).cause
    assert "`time.sleep` (cell 3, line 7, in `search`: `time.sleep(2)`) blocked the event loop for 1 s" in (
        only(expectation, given).cause
    )


def test_a_loop_that_was_blocked_at_another_time_is_no_cause():
    """Before it was due to let go."""
    early = stall(time=0.0, seconds=1.0)
    given = run(call("web", 0.0, 3.0, "cancelled"), left_early=2.5, blocking=(early,))
    assert "blocked" not in only(cleaned_up("web", at=2.5), given).cause


def test_a_task_that_was_waited_for_is_not_called_forgotten():
    """Only if none of them was is it that."""
    given = Run(Ending.RETURNED, left=(left(waited=True),))
    assert only(nothing_left(), given).cause.startswith("What had hold of it did not wait to its end")
    nowhere = tuple(replace(left(name=name, waited=name == "one"), place=None) for name in ("one", "two"))
    cause = "It had been started, and nobody was waiting for it then."
    assert only(nothing_left(), Run(Ending.RETURNED, left=nowhere)).cause == cause


def test_a_librarys_task_is_told_with_the_calls_that_were_in_flight():
    """All calls of tools have one name there: which of them it was, only the open ones tell."""
    given = replace(run(call("flood", 1, 2), call("noise", 1)), left=(replace(left(name="Tool.ainvoke"), place=None),))
    assert only(nothing_left(), given).seen == (
        "The task `Tool.ainvoke` was still alive when the answer had ended. In flight then: `noise`."
    )


def test_a_reader_who_stayed_proves_no_leaving():
    """The answer had ended before."""
    assert "before its reader left" in only(let_go(), run(stream("model", 0.0, 1.0))).seen


def test_a_task_that_was_left_is_told_with_the_line_that_made_it() -> None:
    """Where it stands at no line of the student's: of a scripted call, for instance. Of two lines none is certain."""
    given = replace(run(call("write", 0.5)), left=(Left("task", "write", made=MADE),) * 2)
    for expected in (cleaned_up("write"), nothing_left(), took(9.0)):
        assert only(expected, given).place == MADE
    elsewhere = replace(given, left=(*given.left, Left("task", "write", made=replace(MADE, line=3))))
    assert only(cleaned_up("write"), elsewhere).place is None
    assert [failure.place.line for failure in nothing_left().judge(elsewhere)] == [9, 3]


SHIELDED = run(call("lamps", 2.0), elapsed=2.5, left_early=2.5, left=(left(name="steps", waited=True),))
DROPPED = run(call("lamps", 2.0), elapsed=2.5)


@pytest.mark.parametrize("how", ["done", "error", ("done", "error")])
def test_what_is_to_run_to_its_end_is_not_to_be_cancelled(how):
    """It is to be waited for: again, where a wait was cut off; a stream is to be read to its end."""
    shielded = only(cleaned_up("lamps", at=3.0, how=how), SHIELDED)
    assert "wait for it until it is done: again" in shielded.remedy
    dropped = only(cleaned_up("lamps", how=how), DROPPED)
    assert (dropped.seen.endswith("Nobody waited for it."), dropped.remedy) == (True, "Await it.")
    assert only(cleaned_up("model", how=how), OPEN).remedy == "Read it to its end."
    assert not any("ancel it" in each.remedy or "Close it" in each.remedy for each in (shielded, dropped))


@pytest.mark.parametrize("expectation", [cleaned_up("lamps"), cleaned_up("lamps", how=("done", "cancelled"))])
def test_what_may_end_in_either_way_is_told_both(expectation):
    """Which of them it is to be, only the task knows; and so it is with what is left alive."""
    for failure in (only(expectation, SHIELDED), only(nothing_left(), SHIELDED)):
        assert "If it is to be cut off: cancel it in a `finally`" in failure.remedy
        assert "If not: keep its task, and wait for it until it is done" in failure.remedy


@pytest.mark.parametrize("how", ["cancelled", ("cancelled", "closed")])
def test_what_is_to_be_cancelled_is_told_how(how):
    """As a wait that is over cancels nothing."""
    assert only(cleaned_up("lamps", how=how), SHIELDED).remedy.startswith("Cancel it in a `finally` around the wait")


def test_of_what_was_read_to_its_end_nothing_is_told_to_go_on_reading_it():
    """Nothing does; and whose reader left when it ended had a reader who had to stay."""
    whole = run(stream("model", 0.0, 2.0, "done", made=(1.0, 2.0)), elapsed=2.25)
    (failure,) = cleaned_up("model", at=0.25).judge(whole)
    assert failure.cause == "It was still read at 2 s, to its end: nothing had ended the answer before."
    assert failure.remedy == ""
    closed = run(stream("model", 0.0, 2.5, "closed", made=(1.5, 2.0, 2.5)), elapsed=2.5, left_early=2.5)
    (failure,) = cleaned_up("model", at=2.0).judge(closed)
    assert failure.cause == "Its reader had to stay until 2.5 s."


def test_a_librarys_task_has_no_name_that_a_student_knows():
    """Its line is told, and to close what it was started for; beside a task of the student's own it follows of that."""
    theirs = replace(left(name="RunnableCallable.ainvoke", waited=True), place=LINE)
    reading = replace(run(stream("model", 0.0)), left=(theirs,))
    (failure,) = nothing_left().judge(reading)
    assert failure.seen.startswith("A task of a library's (cell 3, line 7, in `search`")
    assert failure.remedy.startswith("Close it where you stop reading it")
    (failure,) = nothing_left().judge(Run(Ending.RETURNED, left=(theirs,)))  # as of a batch, of which nothing is read
    assert failure.cause.startswith("What had hold of it did not wait to its end")
    own = replace(left(name="pump", waited=True), place=LINE)
    (failure,) = nothing_left().judge(Run(Ending.RETURNED, left=(theirs, own)))
    assert failure.seen.startswith("The task `pump`")
    method = replace(left(name="Relay.search", waited=True), place=LINE)
    (failure,) = nothing_left().judge(Run(Ending.RETURNED, left=(method,)))
    assert failure.seen.startswith("The task `Relay.search`")
    helped = replace(left(name="Relay.read", waited=True), place=LINE, made=LINE)
    (failure,) = nothing_left().judge(Run(Ending.RETURNED, left=(helped,)))
    assert failure.seen.startswith("The task `Relay.read`")


def test_what_a_forgotten_closing_closes_is_told_once():
    """The task that was started for it, and what to await; a model's generator has no name that a student knows."""
    closing = replace(left(name="aclose()"), place=None, made=LINE)
    dropped = replace(left(name="aclose()"), place=None, dropped="NativeChat._astream")
    (failure,) = nothing_left().judge(Run(Ending.RETURNED, left=(dropped, closing)))
    assert failure.seen.startswith("The task `aclose()`")
    assert failure.remedy == "Await the `aclose()` itself."
    (failure,) = nothing_left().judge(Run(Ending.RETURNED, left=(dropped,)))
    assert failure.seen.startswith("The async generator of a library's was let go of before its end")


def test_a_stream_that_a_task_was_reading_is_told_with_that_task():
    """Closing it may be that task's, which nobody let come to it."""
    reading = replace(left(name="produce", waited=True), place=LINE)
    given = replace(run(stream("source", 0.0, task="produce")), left=(reading,))
    (failure,) = cleaned_up("source").judge(given)
    assert "The task `produce`, which was reading it, had not ended either." in failure.seen
    assert failure.cause.startswith("What had hold of it did not wait to its end")
    thread = replace(given, left=(replace(left(name="asyncio_0"), kind="thread"),))
    (failure,) = cleaned_up("source").judge(thread)
    assert "A thread was still at work, which nobody can stop." in failure.seen
