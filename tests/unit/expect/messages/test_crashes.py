"""What an error of a student's says in a student's words: the slip that Python's own message stands for."""

import pytest

from asynclab.expect import judge, took
from asynclab.expect.messages.crashes import tells
from asynclab.observe import record
from asynclab.observe.run import Ending, Problem
from tests.unit.expect.by_hand import call, problem, run


async def plain_generator(stream):
    return [each async for each in stream()]


def pieces():
    yield "a"


async def coroutine():
    return ["a"]


def text():
    return "a"


async def stubborn():
    try:
        yield "a"
        yield "b"
    finally:
        yield "c"


async def by_hand():
    source = empty()
    while True:
        yield await anext(source)


async def empty():
    return
    yield


async def left_early():
    stream = stubborn()
    async for _ in stream:
        break
    await stream.aclose()


async def to_the_end():
    return [each async for each in by_hand()]


@pytest.mark.parametrize(
    ("target", "args", "cause", "remedy"),
    [
        (plain_generator, [pieces], "this is a plain one", "`astream` for `stream`"),
        (plain_generator, [coroutine], "was not awaited", "`yield` in it"),
        (plain_generator, [text], "a whole value, and no stream", "let that `yield` each piece"),
        (left_early, [], "after its reader had left", "let the exit pass"),
        (to_the_end, [], "may not leave a generator", "Read with `async for`"),
    ],
    ids=["plain", "not awaited", "text", "yields on its way out", "anext"],
)
@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
def test_a_slip_has_its_cause_and_what_to_do(target, args, cause, remedy):
    """And no advice that leads into the next error."""
    run, _ = record(lambda: target(*args))
    (failure,) = judge(run, [took(0.0)]).failures
    assert cause in failure.cause
    assert remedy in failure.remedy


def test_a_class_of_the_courses_in_an_error_is_told_as_one():
    """Its name is nothing that a student could look up."""
    problem = Problem("TypeError", "got args_schema=<class 'asynclab.scenario.spec.Tool'>")
    assert tells(problem) == "`TypeError`: got args_schema=a class of the course."


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "Task cannot await on itself: <Task pending name='radio' coro=<Performance._played() running at "
            "/course/asynclab/scenario/drive.py:142> cb=[_on_completion() at /python/asyncio/tasks.py:519]>",
            "Task cannot await on itself: <Task pending name='radio'>",
        ),
        (
            "{<Task pending name='ask' coro=<ask() running at /tmp/1.py:7> wait_for=<Future pending "
            "cb=[Task.task_wakeup()]> cb=[gather.<locals>._done() at /python/tasks.py:1, _on_[0]() at 2]>, 3}",
            "{<Task pending name='ask'>, 3}",
        ),
        ("got coro=5 and cb=[1]", "got coro=5 and cb=[1]"),
    ],
)
def test_a_task_in_an_error_is_told_without_files_of_the_machine(message, told):
    """Its name is what a student knows of it; where it runs, and who hears of its end, may be lines of ours."""
    assert tells(Problem("RuntimeError", message)) == f"`RuntimeError`: {told}."


def test_a_cancel_of_the_answers_own_is_told_as_one():
    """Nobody has left."""
    (failure,) = judge(run(ending=Ending.RAISED, problem=problem("CancelledError")), [took(0.0)]).failures
    assert failure.cause.startswith("Nobody who had called it has left")
    assert "`cancel()`" in failure.remedy


@pytest.mark.parametrize(
    ("end", "how", "message", "told"),
    [
        (2.5, "cancelled", "", True),
        (2.5, "done", "", False),
        (2.0, "cancelled", "", False),
        (2.5, "cancelled", "no", False),
    ],
    ids=["cut off", "nothing cut", "cut off before", "says something"],
)
def test_a_deadline_that_nobody_catches_is_told_with_what_it_cut_off_and_when(end, how, message, told):
    """Its own error says nothing: not when, and not of what."""
    given = run(
        call("mast", 0.0, end, how), elapsed=2.5, ending=Ending.RAISED, problem=problem("TimeoutError", message)
    )
    (failure,) = judge(given, [took(2.5)]).failures
    assert failure.cause.startswith("`mast` was cancelled at 2.5 s, and this came out") == told


def test_what_was_raised_from_a_deadlines_error_is_told_with_the_second_of_the_deadline():
    """A call that was about to answer may have been cut off."""
    given = problem("Silence", "no answer", cause=problem("TimeoutError"))
    ended = run(call("mast", 0.0, 2.0, "cancelled"), elapsed=2.0, ending=Ending.RAISED, problem=given)
    (failure,) = judge(ended, [took(2.0)]).failures
    assert failure.cause.startswith("`mast` was cancelled at 2 s, by a deadline")


@pytest.mark.parametrize(
    ("kind", "message", "cause", "remedy"),
    [
        ("TypeError", "exceptions must derive from BaseException", "is no exception: None", "Raise an exception"),
        ("TypeError", "exception causes must derive from BaseException", "is no exception: None", "Raise an exception"),
        ("KeyError", "'weather'", "has no key 'weather'", "the class beside its parameter names"),
        (
            "InvalidUpdateError",
            "At key 'report': Can receive only one value per step.",
            "Two branches wrote",
            "of them should have run",
        ),
    ],
)
def test_a_slip_that_a_library_or_python_words_is_told_with_both_ways_out(kind, message, cause, remedy):
    """The other way may be the one that is meant."""
    given = run(ending=Ending.RAISED, problem=problem(kind, message))
    (failure,) = judge(given, [took(0.0)]).failures
    assert cause in failure.cause
    assert remedy in failure.remedy
