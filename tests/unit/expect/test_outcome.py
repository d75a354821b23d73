"""Verdicts: what each ending means, and that judging fails closed."""

from dataclasses import replace

import pytest

from asynclab.expect import (
    Failure,
    NothingExpected,
    Outcome,
    Verdict,
    failed,
    judge,
    nothing_left,
    raised,
    returned,
    took,
)
from asynclab.expect.messages.crashes import tells
from asynclab.observe.run import Ending, ErrorParts, Item, Mark, NeverAwaited, Place, Problem, Run, Span, SpanEnd

from .by_hand import LINE, call, problem, run, span

DONE = Run(Ending.RETURNED, value="yes", elapsed=1.0)


def outcome(given, *expectations):
    return judge(given, expectations or (returned("yes"),)).outcome


def test_a_run_that_keeps_every_promise_passes():
    """Passed, with nothing to say."""
    assert judge(DONE, [returned("yes"), took(1.0)]) == Verdict(Outcome.PASSED)


def test_every_failure_is_told_in_the_order_of_the_expectations():
    """One broken promise does not hide the next."""
    verdict = judge(DONE, [returned("no"), took(2.0), nothing_left()])
    assert verdict.outcome is Outcome.FAILED
    assert [failure.seen for failure in verdict.failures] == ["It returned 'yes'.", "It took 1 s."]


def test_no_expectation_at_all_is_an_error():
    """A check that promises nothing would pass whatever happens."""
    with pytest.raises(NothingExpected, match="No expectation was given"):
        judge(DONE, [])


def test_what_is_no_expectation_is_an_error():
    """`judge(run, ["yes"])` does not pass by accident."""
    with pytest.raises(TypeError, match=r"returned\('yes'\)"):
        judge(DONE, ["yes"])


def test_a_stub_is_not_attempted_rather_than_wrong():
    """The stub's own error is an outcome of its own, and says which line to replace."""
    verdict = judge(Run(Ending.NOT_ATTEMPTED, problem=problem("NotAttempted")), [returned("yes")])
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert verdict.failures[0].place == LINE


@pytest.mark.parametrize("ending", [Ending.HUNG, Ending.STOPPED])
def test_a_run_without_end_timed_out_and_tells_what_the_lab_saw(ending):
    """The lab's own sentence, which names who waits where, reaches the student."""
    verdict = judge(Run(ending, problem=problem("Hang", "`feeder` waits for queue.get")), [returned("yes")])
    assert verdict.outcome is Outcome.TIMED_OUT
    assert "`feeder` waits for queue.get" in verdict.failures[0].sentence


def test_a_refused_run_crashed_with_the_sentence_that_refused_it():
    """A missing target says so."""
    verdict = judge(Run(Ending.REFUSED, problem=problem("Refused", "There is no `ask`.")), [returned("yes")])
    assert verdict.outcome is Outcome.CRASHED
    assert "There is no `ask`." in verdict.failures[0].seen


def test_an_error_that_nobody_asked_for_is_a_crash_at_the_students_line():
    """Its message and the innermost line of the student's own."""
    verdict = judge(Run(Ending.RAISED, problem=problem("ValueError", "no such tool")), [returned("yes"), took(1.0)])
    assert verdict.outcome is Outcome.CRASHED
    assert [failure.seen for failure in verdict.failures] == ["It raised `ValueError`: no such tool."]
    assert verdict.failures[0].place == LINE


def test_a_group_names_its_members_and_their_line():
    """An ExceptionGroup's own message says nothing."""
    inner = problem("ConnectionError", "wiki is down")
    group = problem("ExceptionGroup", "unhandled errors in a TaskGroup", inner=(inner,), place=None)
    failure = judge(Run(Ending.RAISED, problem=group), [returned("yes")]).failures[0]
    assert "`ConnectionError`: wiki is down" in failure.seen
    assert failure.place == LINE
    assert "What fails in a `TaskGroup`, in one of its tasks or in its block, ends the whole group." in failure.cause


def test_a_generator_that_was_closed_inside_of_a_group_is_no_failing_task():
    """Its reader left: no task of the group has failed, and the group around the `yield` is to blame."""
    group = problem("BaseExceptionGroup", "unhandled errors in a TaskGroup", inner=(problem("GeneratorExit", ""),))
    failure = judge(Run(Ending.RAISED, problem=group), [returned("yes")]).failures[0]
    assert "at a `yield` inside of a `TaskGroup`" in failure.cause
    assert failure.remedy.startswith("Leave no `TaskGroup` around a `yield`")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("object list can't be used in 'await' expression", "no awaitable"),
        ("'coroutine' object is not subscriptable", "Put `await` before the call."),
        ("'async_generator' object is not iterable", "`async for`"),
        ("At key 'answers': Can receive only one value per step. Use an Annotated key", "a reducer"),
        ("asyncio.run() cannot be called from a running event loop", "In a plain `def` nothing can be awaited"),
        ("StructuredTool does not support sync invocation.", "`ainvoke`"),
    ],
)
def test_a_common_slip_is_named(message, said):
    """The error of the library is translated into what was meant."""
    failure = judge(Run(Ending.RAISED, problem=problem("TypeError", message)), [returned("yes")]).failures[0]
    assert said in failure.sentence


REFUSED = Problem("NotImplementedError", "StructuredTool does not support sync invocation.", ("NotImplementedError",))
TOLD = "call 1, error: NotImplementedError: StructuredTool does not support sync invocation."


OF_A_TEXT = "What came back tells of `NotImplementedError` of the code itself."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            run(span("tool", "web", 0.0, 0.0, "error", error=REFUSED), value="sorry"),
            f"`web` failed with {tells(REFUSED)}",
        ),
        (run(value=["fine", {"content": TOLD}]), OF_A_TEXT),
        (run(value="NotImplementedError('StructuredTool does not support sync invocation.')"), OF_A_TEXT),
    ],
)
def test_a_slip_that_was_caught_is_told_first_with_its_cause(given, said):
    """As a failed call or in a text: what follows of it is told without a guess of its own."""
    first, other = judge(given, [returned("odd").because("It is another one.")]).failures
    assert first.seen == f"{said} That was caught, and the answer went on."
    assert first.cause == "The sync method of an async tool was called."
    assert first.remedy.startswith("Await its `ainvoke`")
    assert (other.cause, other.remedy) == ("", "")


def test_a_scripted_error_that_was_caught_is_no_slip():
    """It is what the task is about; and an answer that is right may say what it likes."""
    due = Problem("TypeError", "no number", ("TypeError",))
    given = run(call("web", 0.0, 1.0, "error", error=due), value="TypeError: no number")
    (failure,) = judge(given, [returned("odd")]).failures
    assert "caught" not in failure.seen
    assert judge(run(value=TOLD), [returned(TOLD)]).passed


@pytest.mark.parametrize("text", ["KeyError: ", "raised ValueError: ", "ConnectionError", "Error: "])
def test_an_error_without_words_in_a_text_is_judged(text):
    """It is no slip that anybody knows, and no reason not to judge."""
    (failure,) = judge(run(value=[text]), [returned("odd")]).failures
    assert failure.seen.startswith("It returned")


def test_a_sentence_has_one_full_stop():
    """Also behind a text that brings its own, or that was cut."""
    given = run(span("tool", "web", 0.0, 1.0, "error", error=REFUSED), value=["long" * 100])
    failures = judge(given, [returned("odd"), failed("tool:web", "PermissionError")]).failures
    assert len(failures) == 3
    assert not any(".." in each.told().replace(" ...", " …") or "…." in each.told() for each in failures)


def test_a_coroutine_that_was_used_is_told_at_the_line_that_made_it():
    """There the `await` is missing, and not where the coroutine was used; the line of another cell that led there is
    kept beside."""
    made, around = replace(LINE, line=3), Place("cell 9", 1, "turn")
    error = replace(problem("AttributeError", "'coroutine' object has no attribute 'content'"), outer=around)
    given = Run(Ending.RAISED, problem=error, never_awaited=(NeverAwaited("fetch", made),))
    (failure,) = judge(given, [returned("yes")]).failures
    assert (failure.place, failure.outer) == (made, around)
    (failure,) = judge(replace(given, never_awaited=()), [returned("yes")]).failures
    assert failure.place == LINE
    beside, elsewhere = replace(made, line=4), replace(made, file="cell 9")
    for held, place in (((made,), made), ((made, beside), LINE), ((elsewhere,), LINE)):
        (failure,) = judge(replace(given, never_awaited=(), handed_on=held), [returned("yes")]).failures
        assert failure.place == place


def test_an_error_that_is_expected_is_judged_and_is_no_crash():
    """Any `raised` among the expectations makes the error its matter."""
    failed = Run(Ending.RAISED, problem=problem("ValueError", "no such tool"), elapsed=1.0)
    assert outcome(failed, raised("ValueError")) is Outcome.PASSED
    assert outcome(failed, took(1.0) & raised("ValueError").because("x")) is Outcome.PASSED
    assert outcome(failed, raised("KeyError")) is Outcome.FAILED


def test_a_slip_is_a_crash_where_another_error_was_due():
    """What the author suspects is of the error that was due, and a misspelt name is none."""
    due = raised("SourceTimeout").because("The deadline had not passed.")
    slip = Run(Ending.RAISED, problem=problem("NameError", "name 'lat' is not defined"), elapsed=1.0)
    verdict = judge(slip, [due])
    assert verdict.outcome is Outcome.CRASHED
    assert [failure.cause for failure in verdict.failures] == [""]
    assert "Look how it is spelt" in verdict.failures[0].remedy
    assert outcome(slip, raised("NameError")) is Outcome.PASSED


def test_an_error_that_a_call_raised_and_nobody_caught_names_the_call():
    """Where it came from, and when."""
    refused = problem("PermissionError", "no subscription")
    given = run(call("archive", 0.0, 2.0, "error", error=refused), ending=Ending.RAISED, problem=refused)
    failure = judge(given, [returned("yes")]).failures[0]
    assert failure.cause == "`archive` failed with it at 2 s, and it came out of the answer."


@pytest.mark.parametrize("kind", ["CancelledError", "TimeoutError", "GeneratorExit"])
def test_an_answer_whose_reader_left_may_end_by_cancellation(kind):
    """Letting the cancellation through is right: the other promises decide."""
    cancelled = Run(Ending.RAISED, problem=problem(kind), elapsed=1.0, left_early=1.0)
    assert outcome(cancelled, took(1.0)) is Outcome.PASSED
    assert outcome(replace(cancelled, left_early=None), took(1.0)) is Outcome.CRASHED


@pytest.mark.parametrize(
    "broken",
    [
        "no run",
        replace(DONE, elapsed=float("nan")),
        replace(DONE, elapsed=float("inf")),
        replace(DONE, elapsed=-1.0),
        replace(DONE, elapsed=True),
        replace(DONE, elapsed="1.0"),
        replace(DONE, ending="returned and more"),
        replace(DONE, spans=None),
        replace(DONE, spans=("web",)),
        replace(DONE, left_early=float("nan")),
        replace(DONE, items=(Item("a", float("nan"), 0),)),
        replace(DONE, marks=(Mark("m", "made", 0.0, 1.5),)),
        replace(DONE, marks=(Mark("m", "makes", 0.0, 1),)),
        replace(DONE, spans=(Span(1, "calls", "web", 0.0, 0),)),
        replace(DONE, spans=(Span(1, ["call"], "web", 0.0, 0),)),
        replace(DONE, marks=(Mark("m", "made", 0.0, 1, data=("a",)),)),
        replace(DONE, spans=(Span(1, "call", "web", 0.0, 0, parent=1),)),
        replace(DONE, spans=(Span(1, "call", "a", 0.0, 0), Span(1, "call", "b", 0.0, 1))),
        replace(DONE, spans=(Span(1, "call", "a", 0.0, 0, how=SpanEnd.DONE),)),
        replace(DONE, spans=(Span(1, "call", "a", 0.0, 0, 1.0, None, SpanEnd.DONE),)),
        replace(DONE, problem=problem(3)),
    ],
    ids=repr,
)
def test_a_run_that_cannot_be_one_is_for_a_person_to_look_at(broken):
    """NaN answers False to every comparison, and a circle of parents has no end: no point, no crash, no zero."""
    assert outcome(broken, took(most=5.0), nothing_left()) is Outcome.UNGRADED


def test_an_expectation_that_fails_itself_gives_no_point_and_no_crash():
    """A value nested too deep for Python ends in a verdict."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    wanted = returned([[]])
    object.__setattr__(wanted, "expected", deep)
    assert outcome(replace(DONE, value=deep), wanted) is Outcome.UNGRADED


def test_only_passed_counts_as_passed():
    """No other outcome earns a point."""
    assert [each for each in Outcome if Verdict(each).passed] == [Outcome.PASSED]


def test_what_was_expected_is_told_only_where_it_may_be():
    """The sentence of a hidden check has what was seen, its cause and remedy; a visible one says more."""
    failure = Failure("It took 6 s.", "They queued.", "Gather them.", "It should take 3 s.", "Fan-out")
    assert failure.sentence == "It took 6 s. They queued. Gather them."
    assert failure.told() == "It took 6 s. It should take 3 s. They queued. Gather them. See “Fan-out”."
    assert failure.told_hidden() == "It took 6 s. They queued. Gather them. See “Fan-out”."


def test_a_run_built_by_hand_is_sound():
    """The helper of these tests makes what the judge accepts."""
    assert outcome(run(call("web", 0.0, 1.0), value="yes")) is Outcome.PASSED


def test_a_stubs_last_line_under_an_answer_is_told_with_its_number():
    """Whoever has written all of it reads otherwise that nothing was begun."""
    given = run(call("web", 0, 1), ending=Ending.NOT_ATTEMPTED, problem=problem("NotAttempted"))
    verdict = judge(given, [returned("yes")])
    assert verdict.outcome is Outcome.NOT_ATTEMPTED
    assert verdict.failures[0].seen == "Your code ran, and came to the line that raises NotAttempted (cell 3, line 7)."


def test_a_slip_that_ended_a_task_of_ones_own_is_told_with_its_line():
    """The answer returned, and only the task knows why something is missing; what is scripted is no slip, and what came
    out of the answer is told as that."""
    slip = Problem("NameError", "name 'flsh' is not defined", ("NameError",), LINE)
    ended = span("task", "blink", 0.0, 0.0, "error", error=slip)
    first, other = judge(run(ended, value="oil"), [returned("odd").because("It is another one.")]).failures
    assert first.seen == (
        "The task `blink` ended with `NameError`: name 'flsh' is not defined. That did not come out of the answer."
    )
    assert first.place == LINE
    assert (other.cause, other.remedy) == ("", "")
    scripted = call("web", 0.0, 0.0, "error", error=slip)
    assert len(judge(run(ended, scripted, value="oil"), [returned("odd")]).failures) == 1
    missing = Problem("KeyError", "'n'", ("KeyError",), LINE)
    (first, _) = judge(run(span("task", "blink", 0.0, 0.0, "error", error=missing)), [returned("odd")]).failures
    assert first.cause == "What is read there has no key 'n'."


def test_what_no_run_can_do_is_told_of_a_task_as_it_is_of_the_answer():
    """With what to do instead, and without the class of ours that says so: a thread for it would be refused as well."""
    parts = ErrorParts("A question at the keyboard cannot be simulated.", "", "Use an argument.")
    refused = Problem("CannotSimulate", "no", ("CannotSimulate",), LINE, parts=parts)
    first, _ = judge(
        run(span("task", "blink", 0.0, 0.0, "error", error=refused), value="oil"), [returned("odd")]
    ).failures
    assert first.seen == (
        "The task `blink` came to its end there: A question at the keyboard cannot be simulated. "
        "That did not come out of the answer."
    )
    assert (first.remedy, first.place) == ("Use an argument.", LINE)


def test_an_error_of_a_task_that_nobody_has_looked_at_is_told_whatever_its_kind():
    """It is lost, and the answer goes on; one that somebody has looked at may be how the answer works."""
    error = Problem("ValueError", "no oil", ("ValueError",), LINE)
    ended = span("task", "blink", 0.0, 0.0, "error", error=error)
    first, _ = judge(run(ended, value="oil", unseen=(error,)), [returned("odd")]).failures
    assert first.seen == "The task `blink` ended with `ValueError`: no oil. That did not come out of the answer."
    assert "and not where it is cancelled: await it" in first.remedy
    assert first.place == LINE
    assert len(judge(run(ended, value="oil"), [returned("odd")]).failures) == 1
    scripted = call("web", 0.0, 0.0, "error", error=error)
    assert len(judge(run(ended, scripted, value="oil", unseen=(error,)), [returned("odd")]).failures) == 1
