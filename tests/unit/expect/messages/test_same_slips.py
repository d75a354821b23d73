"""One slip that several runs of a check went wrong at."""

from __future__ import annotations

from dataclasses import replace

from asynclab.course.cell.cell_verdict import Finding, each_slip_once
from asynclab.expect import Failure, cleaned_up, judge, raised, returned, took
from asynclab.expect.messages.same_slips import slips_of
from asynclab.observe.plain import KIND
from asynclab.observe.run import Ending, Place, Problem, Run
from tests.unit.expect.by_hand import call, problem, run, span

HERE = Place("cell In[3]", 7, "look_up", 'config["tag"]')
KEY = Problem("KeyError", "'tag'", ("KeyError", "Exception"), HERE)
GROUP = Problem("ExceptionGroup", "unhandled errors in a TaskGroup", inner=(KEY, KEY))
RAISED = Run(Ending.RAISED, problem=GROUP)


def beside(error: Problem, value: object = None) -> Run:
    """A run that returned, with a task that ended with an error."""
    return replace(run(span("task", "look_up", 0.0, 1.0, "error", error=error)), value=value)


def test_a_slip_that_another_run_is_told_of_is_told_once() -> None:
    """With all that follows of it; what another run shows, and what has no run, stays."""
    first, again, other = (
        Finding(Failure("a"), RAISED),
        Finding(Failure("b"), beside(KEY)),
        Finding(Failure("c"), Run(Ending.RETURNED)),
    )
    apart, more = Finding(Failure("d")), Finding(Failure("e"), RAISED)
    assert each_slip_once([first, again, other, apart, more]) == (first, other, apart, more)


def test_a_slip_is_known_by_its_line_or_by_its_message() -> None:
    """Another key at the same line, and the same name at two lines."""
    vega = Run(Ending.RAISED, problem=replace(KEY, message="'Vega'"))
    elsewhere = Run(Ending.RAISED, problem=replace(KEY, place=replace(HERE, line=9)))
    assert slips_of(RAISED) & slips_of(vega)
    assert slips_of(RAISED) & slips_of(elsewhere)
    assert not slips_of(vega) & slips_of(elsewhere)


def test_what_is_scripted_is_no_slip() -> None:
    """A check may want two runs to go wrong with the same error."""
    cut = problem("KeyError", "word", "LookupError")
    scripted = run(call("web", 0.0, 1.0, "error", error=cut))
    assert not slips_of(replace(scripted, ending=Ending.RAISED, problem=cut))
    assert not slips_of(Run(Ending.RAISED, problem=problem("ConnectionError", "reset", "OSError")))


def test_a_failed_task_is_told_with_what_became_of_its_error() -> None:
    """It came back as a value, as `gather` gives it with `return_exceptions`; or it did not."""
    given = [{KIND: "ExceptionGroup", "message": "two", "inner": [{KIND: "KeyError", "message": "'tag'"}]}]
    told = [judge(beside(KEY, value), [returned(1)]).failures[0].seen for value in (given, None)]
    assert told == [
        "The task `look_up` ended with `KeyError`: 'tag'. It came back as a value, in place of a result.",
        "The task `look_up` ended with `KeyError`: 'tag'. That did not come out of the answer.",
    ]


def test_a_librarys_task_is_not_named() -> None:
    """Nobody has written `RunnableLambda.ainvoke` there."""
    task = replace(beside(KEY).spans[0], name="RunnableBindingBase.ainvoke")
    (first, _) = judge(replace(beside(KEY, 2), spans=(task,)), [returned(1)]).failures
    assert first.seen.startswith("A task ended with `KeyError`")


def test_a_wrong_key_is_told_before_what_follows_of_it() -> None:
    """Where another error was wanted; one that the task asks for is no slip, nor one that something scripted raised."""
    alone = Run(Ending.RAISED, problem=KEY)
    (failure,) = judge(alone, [raised("PurseEmpty"), took(2.0)]).failures
    assert failure.seen == "It raised `KeyError`: 'tag'."
    assert failure.remedy.startswith("Perhaps `tags` is meant: look how the key is spelt")
    assert [each.seen for each in judge(alone, [raised("KeyError"), took(2.0)]).failures] == ["It took 0 s."]
    scripted = replace(run(call("web", 0.0, 1.0, "error", error=KEY)), ending=Ending.RAISED, problem=KEY)
    assert judge(scripted, [raised("PurseEmpty")]).failures[0].seen.startswith("It raised another error")


def test_what_was_handed_on_is_to_be_awaited_and_not_cancelled() -> None:
    """It is told with the line that started it, and what it has left open has no advice of its own."""
    tasks = replace(run(call("web", 0.0)), value=[{KIND: "Task"}], handed_on=(HERE,))
    first, second = judge(tasks, [cleaned_up("web")]).failures
    assert (first.seen, first.place) == ("What came back holds 1 task in place of results.", HERE)
    assert (second.seen.startswith("`web` was still open"), second.remedy) == (True, "")


def test_a_generators_own_stop_is_told_at_its_line() -> None:
    """Python turns it into another error, at the line of whoever reads the generator."""
    reader = replace(HERE, file="cell In[1]", text="async for piece in pieces:")
    stop = problem("StopAsyncIteration", place=replace(HERE, text="raise StopAsyncIteration"))
    said = problem("RuntimeError", "async generator raised StopAsyncIteration", cause=stop, place=reader)
    (failure,) = judge(Run(Ending.RAISED, problem=said), [returned(1)]).failures
    assert (failure.place, failure.remedy) == (stop.place, "Write `return` in its place.")


def test_a_wrong_key_in_a_group_is_to_be_mended_and_not_caught() -> None:
    """One that something scripted raised may be what the task is about."""
    (failure,) = judge(RAISED, [returned(1)]).failures
    ends = "What fails in a `TaskGroup`, in one of its tasks or in its block, ends the whole group."
    assert failure.cause == f"{ends} What is read there has no key 'tag'."
    assert failure.remedy.startswith("Perhaps `tags` is meant: look how the key is spelt")
    scripted = run(call("web", 0.0, 1.0, "error", error=KEY))
    (failure,) = judge(replace(scripted, ending=Ending.RAISED, problem=GROUP), [returned(1)]).failures
    assert failure.remedy.startswith("If the task says what is to become of that error")


def test_an_error_before_anything_was_called_is_told_once() -> None:
    """As where a graph cannot be built, which no other scenario can mend; one that is behind a call may be another."""
    built = Run(Ending.RAISED, problem=Problem("ValueError", "no entry", ("ValueError", "Exception"), HERE))
    first, more = Finding(Failure("It raised `ValueError`: no entry."), built), Finding(Failure("No item came."), built)
    again = Finding(Failure("No item came."), replace(built, seed=1))
    assert each_slip_once([first, more, again]) == (first, more)
    behind = replace(run(call("web", 0.0, 1.0)), ending=Ending.RAISED, problem=built.problem)
    called = Finding(Failure("No item came."), behind)
    assert each_slip_once([first, called]) == (first, called)
    unread = Finding(Failure("It returned 1."), built)
    assert each_slip_once([unread, again]) == (unread, again)
