"""Where an error came to its end is told, where an answer's text has but one place for that."""

import ast
from textwrap import dedent

import pytest

from asynclab.expect import Failure
from asynclab.expect.messages.of_tasks.thrown_away import Stop, stops, where_it_ended
from asynclab.observe.run import Place

LEFT = Failure("It returned []. Its caller left at 2 s: the `CancelledError` of that was caught, and not raised again.")
FAILED = Failure("`web` failed with `ConnectionError` at 1 s, and something caught that and went on.")
ENDED_A_TASK = Failure(f"{FAILED.seen[:-1]}, or it ended the task `errand`, and nobody awaited that.")


def found(text):
    """The stops of a text, each with its line."""
    return [(each, Place("cell In[1]", each.line, "<module>")) for each in stops(ast.parse(dedent(text)))]


def tried(handler, body="pass"):
    """A function with a `try` in it."""
    return f"def f():\n    try:\n        work()\n    {handler}:\n        {body}\n"


@pytest.mark.parametrize("word", ["return", "return 1", "if x: return", "for _ in y: return", "with z: return"])
def test_a_return_in_a_finally_ends_every_error(word):
    """Also below an `if` or in a loop; and no `except` is said to have caught it."""
    for failure in (LEFT, FAILED, ENDED_A_TASK):
        told = where_it_ended(failure, found(tried("finally", word)))
        assert "throws away whatever error is on its way" in told.cause
        assert "Take it out of the `finally`" in told.remedy
        assert "did not come out" in told.seen
        assert "caught" not in told.seen
        assert told.place.line == 5


@pytest.mark.parametrize(
    "text",
    [
        tried("finally", "def inner(): return 1"),
        tried("finally", "for _ in y: break"),
        tried("finally", "print(1)"),
        tried("except BaseException", "raise"),
        "for x in y:\n    try:\n        return 1\n    except KeyError:\n        raise\n",
    ],
)
def test_what_ends_no_error_is_not_named(text):
    """A function inside of it, a loop of its own, and an `except` that raises again."""
    assert found(text) == []
    assert where_it_ended(LEFT, found(text)) == LEFT


def test_a_break_or_a_continue_in_a_finally_ends_an_error_too():
    """Of a loop around the `try`."""
    for word in ("break", "continue"):
        ((stop, _),) = found(f"for x in y:\n    try:\n        work()\n    finally:\n        {word}\n")
        assert stop == Stop(5, word)
        assert stop.takes_all


@pytest.mark.parametrize(
    ("handler", "failures"),
    [
        ("except", (LEFT, FAILED)),
        ("except BaseException as e", (LEFT, FAILED)),
        ("except asyncio.CancelledError", (LEFT,)),
        ("except (KeyError, CancelledError)", (LEFT,)),
        ("except Exception", (FAILED,)),
        ("except OSError", (FAILED,)),
        ("except* OSError", (FAILED,)),
        ("except KeyError", ()),
        ("except Unknown", ()),
    ],
)
def test_the_only_except_that_takes_an_error_is_named(handler, failures):
    """With its line; one that takes other errors is not, nor one of a class that is not known."""
    for failure in (LEFT, FAILED):
        told = where_it_ended(failure, found(tried(handler)))
        assert (told.place is not None) is (failure in failures)
        assert (told.seen, told.cause) == (failure.seen, failure.cause)


@pytest.mark.parametrize(
    "more",
    [
        tried("except BaseException"),
        "with suppress(BaseException):\n    pass\n",
        "with contextlib.suppress(asyncio.CancelledError, ConnectionError):\n    pass\n",
        "x = gather(y, return_exceptions=True)\n",
    ],
)
def test_of_several_that_may_have_ended_it_none_is_named(more):
    """Which of them it was, the text does not show."""
    several = found(tried("except") + more)
    assert len(several) == 2
    assert where_it_ended(LEFT, several) == LEFT
    assert where_it_ended(FAILED, several) == FAILED


def test_an_error_that_a_task_may_have_lost_is_told_at_no_except():
    """It may have come to none."""
    assert where_it_ended(ENDED_A_TASK, found(tried("except"))) == ENDED_A_TASK
