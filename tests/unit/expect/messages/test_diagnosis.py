"""The slip that is named is the one that was made."""

from dataclasses import replace

import pytest

from asynclab.expect import began, in_flight, items, judge, returned, together, took
from asynclab.expect.messages.diagnosis import blocked, unawaited
from asynclab.observe.plain import plain
from asynclab.observe.run import Ending, Item, Run
from tests.unit.expect.by_hand import LINE, call, run, stall

COROUTINE = {"$": "coroutine", "name": "ainvoke"}


async def work():
    """Does nothing."""


def test_a_coroutine_in_a_value_is_known_at_any_depth():
    """As it is kept in a run."""
    coroutine = work()
    assert "1 coroutine" in unawaited(plain({"answers": [[coroutine]]})).cause
    coroutine.close()
    assert not unawaited(["coroutine", {"name": "coroutine"}])


def test_a_forgotten_await_is_told_first_and_nothing_that_follows_of_it():
    """Nobody is told not to write tools of their own."""
    run = Run(Ending.RETURNED, [COROUTINE, COROUTINE])
    first, *others = judge(run, [took(3.0), began("web", 0.0), returned(["a", "b"])]).failures
    assert first.seen.startswith("What came back holds 2 coroutines")
    assert "`await`" in first.remedy
    assert others
    assert {(each.cause, each.remedy) for each in others} == {("", "")}


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("call:*", "Nothing was called."),
        ("*", "Nothing was called."),
        ("model:*", "No model was called."),
        ("web", "Nothing named `web` was called."),
    ],
)
def test_what_did_not_run_is_named_as_a_reader_would(pattern, says):
    """A pattern is the author's, and no name of a tool."""
    (failure,) = in_flight(pattern, least=1).judge(Run(Ending.RETURNED, 1))
    assert failure.seen.startswith(says)


def test_a_list_in_place_of_a_stream_is_told_as_such():
    """It is one item, which is a list."""
    run = Run(Ending.RETURNED, items=(Item(["a", "b"], 2.0, 1),))
    (failure,) = items("a", "b").judge(run)
    assert failure.cause.startswith("A whole list came as one item")
    assert "`yield`" in failure.remedy


def test_what_began_later_is_told_with_what_had_just_ended():
    """Under a limit, or after a plan, it had to wait for that: that it could have begun sooner is not said."""
    given = run(call("plan", 0.0, 1.0), call("hall", 1.0, 3.0), call("attic", 1.0, 2.0), call("loft", 2.5, 3.0))
    (failure,) = took(2.0).judge(given)
    assert failure.seen == (
        "It took 3 s. Later than the first began `hall` at 1 s (when `plan` had ended), `attic` at 1 s (when `plan` "
        "had ended) and `loft` at 2.5 s."
    )
    assert failure.remedy.startswith("Where one could have begun sooner")


def test_of_two_lines_that_block_each_is_told_with_its_own_seconds():
    """The worst is named; what another held the loop for is not put on its account."""
    other = replace(LINE, line=9)
    stalls = (stall(seconds=2.0), stall(time=2.0, seconds=0.5), replace(stall(time=3.0, seconds=1.0), place=other))
    assert "line 7" in blocked(run(blocking=stalls)).cause
    assert blocked(run(blocking=stalls)).cause.endswith(
        "blocked the event loop for 2.5 s in all, and 1 other call did as well."
    )
    assert blocked(run(blocking=stalls[2:])).cause.endswith("blocked the event loop for 1 s.")


def test_a_line_that_blocks_is_told_with_its_seconds_in_the_whole_run():
    """As the picture beside it has it, also where something late is told of that came before the last of them; and what
    blocks only after that is no reason."""
    stalls = (stall(time=1.5, seconds=0.5), stall(time=2.5, seconds=0.5), stall(time=3.5, seconds=0.5))
    given = run(call("write", 1.5, 1.5), call("write", 2.5, 2.5), call("write", 3.5, 3.5), elapsed=4.0)
    (failure,) = judge(replace(given, blocking=stalls), [began("write", 1.5, 2.0, 2.5)]).failures
    assert failure.cause.endswith("blocked the event loop for 1.5 s in all.")
    (failure,) = judge(replace(given, blocking=stalls[2:]), [began("write", 1.5, 2.0, 2.5)]).failures
    assert failure.cause == ""


def test_a_task_in_a_value_is_not_told_to_be_unawaited():
    """It may be done, as behind the block of its `TaskGroup`: then its result lacks, and no `await`."""
    guess = unawaited([{"$": "Task"}, {"$": "Task"}])
    assert guess.cause == "What came back holds 2 tasks in place of results."
    assert "`.result()`" in guess.remedy
    assert "1 `gather` future" in unawaited({"$": "_GatheringFuture"}).cause


def test_of_nothing_nothing_is_called_right():
    """An empty list holds nothing that is right; a list of one, around the text that is wanted, does."""
    (empty,) = returned(["a"]).judge(Run(Ending.RETURNED, []))
    assert "is right" not in empty.seen
    (comma,) = returned("a can of oil").judge(Run(Ending.RETURNED, ["a can of oil"]))
    assert comma.seen.endswith("What is in it is right.")
    assert "the comma at the end of the `return`" in comma.remedy


def test_who_called_nothing_is_not_told_to_await_a_plain_function():
    """What blocks has nothing to be awaited, and wants a thread."""
    (failure,) = began("errand", 0.0).judge(Run(Ending.RETURNED))
    assert failure.remedy.endswith("a plain function that blocks, a thread: `await asyncio.to_thread(...)`.")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("We hear you", True), ([], False), (None, False), ({"$": "coroutine", "name": "ask"}, False)],
    ids=["a value", "an empty one", "nothing", "a coroutine"],
)
def test_what_came_back_without_a_call_is_told_to_be_of_no_call_of_this_run(given, kept):
    """A memory between runs answers before anything runs: nothing in it waits to be awaited."""
    (failure,) = began("mast", 0.0).judge(Run(Ending.RETURNED, given))
    assert failure.remedy.startswith("What came back is of no call in this run") == kept


def asked(name, start, end, text, how=None):
    """A call with what it was asked."""
    return call(name, start, end, how, data={"input": text})


@pytest.mark.parametrize(
    ("calls", "once"),
    [
        ([asked("cellar", 0.0, 2.0, "oil"), asked("cellar", 2.0, 4.0, "oil")], True),
        ([asked("cellar", 0.0, 2.0, "oil"), asked("cellar", 2.0, 4.0, "wine")], False),
        ([asked("cellar", 0.0, 2.0, "oil"), asked("attic", 2.0, 4.0, "oil")], False),
        ([call("cellar", 0.0, 2.0), call("cellar", 2.0, 4.0)], False),
    ],
    ids=["the same", "another question", "another call", "nothing known"],
)
def test_the_same_call_made_twice_is_first_told_to_be_made_once(calls, once):
    """Whether once is due, the task knows; that the two could run side by side is said behind that."""
    (failure,) = took(2.0).judge(run(*calls, elapsed=4.0))
    assert "ran one after another" in failure.cause
    assert failure.remedy.startswith("Where one call of `cellar` is due, make it once") == once
    assert "`asyncio.gather`" in failure.remedy


@pytest.mark.parametrize(
    ("second", "told"),
    [("valley", True), ("ridge", False)],
    ids=["itself", "another"],
)
def test_who_is_called_again_when_it_has_failed_is_told_before_what_could_run_side_by_side(second, told):
    """Another one that is called then may be a fallback, or the next of several."""
    calls = [asked("valley", 0.0, 2.0, "How?", "error"), asked(second, 2.0, 4.0, "How? Danger")]
    (failure,) = took(2.0).judge(run(*calls, elapsed=4.0))
    assert failure.remedy.startswith("`valley` failed at 2 s and was called again at that instant.") == told
    assert "`asyncio.gather`" in failure.remedy


def failing(*times, name="web", asked="q"):
    """Calls that fail, each a second long."""
    return [call(name, at, at + 1.0, "error", data={"query": asked}) for at in times]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            run(*failing(0.0, 2.0), call("web", 4.0, 5.0, data={"query": "q"}), elapsed=5.0),
            "`web` failed 2 times and was called 3 times. In between it waited 1 and 1 s.",
        ),
        (run(*failing(0.0), elapsed=1.0), "`web` failed, and nothing of that was tried again."),
        (
            run(*failing(0.0, 0.0, 2.0, 2.0), elapsed=3.0),
            "`web` failed 4 times and was called 4 times.",
        ),
        (
            run(*failing(0.0), call("wiki", 0.0, 1.0, "cancelled"), elapsed=1.0),
            "Not everything ran to its end: `web` failed at 1 s and `wiki` was cancelled at 1 s.",
        ),
    ],
)
def test_a_failure_that_was_waited_for_is_not_told_to_have_cut_anything_short(given, said):
    """Of one that was tried again, how long it waited in between is told; of several side by side nobody knows."""
    (failure,) = took(6.0).judge(given)
    assert failure.seen == f"It took {given.elapsed:g} s. {said}"


def test_what_began_when_another_had_ended_is_told_to_have_been_let_in_then():
    """Of three with two slots the third; of such as began at some other time nothing is known."""
    late = run(call("a", 0.0, 3.0), call("b", 0.0, 1.0), call("c", 1.0, 3.0))
    (failure,) = together("a", "b", "c").judge(late)
    assert failure.seen.endswith("`c` began when `b` had ended, at 1 s.")
    assert failure.remedy.startswith("Look at what lets them in")
    paused = run(call("a", 0.0, 3.0), call("b", 0.0, 1.0), call("c", 2.0, 3.0))
    (failure,) = together("a", "b", "c").judge(paused)
    assert (failure.cause, failure.remedy) == ("", "")
