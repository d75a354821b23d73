"""What a message says beside what went wrong: the likely cause, and what to do next."""

import pytest

from asynclab.expect import handed, items, judge, returned
from asynclab.expect.expectation import OF_SHAPE
from asynclab.expect.messages.arrivals import EMPTY
from asynclab.observe.run import Ending
from tests.unit.expect.by_hand import call, mark, problem, read, run

GROWN = "Each begins with all of the one before it"
MESSAGES = ("AIMessageChunk", "AIMessage", "HumanMessage")
WROTE = (mark("model", "made", 1.0, text=""), mark("model", "made", 2.0, text="Yes"), call("write", 2.0, 2.5))


def told(given, *expectations):
    """The first failure."""
    return judge(given, expectations).failures[0]


def written(*values):
    """A run that has written these to a sink, and given them to a reader."""
    spans = (call("write", at, at, data={"item": value}) for at, value in enumerate(values, start=1))
    return run(*spans, read(*((value, at) for at, value in enumerate(values, start=1))))


@pytest.mark.parametrize("expectation", [lambda *due: handed("write", *due), items], ids=["handed", "items"])
def test_what_is_handed_on_tells_its_slip_to_a_sink_as_to_a_reader(expectation):
    """Empty texts; all that was gathered again and again; a message in place of its text."""
    empty = told(written("", "\n", "a", ""), expectation("\n", "a"))
    assert (empty.cause, empty.remedy) == (EMPTY.cause, EMPTY.remedy)
    for seen in (("One.", "One. Two."), ("One.", "One. Two.", "One. Two. Three.", "One. Two. Three.")):
        assert told(written(*seen), expectation("One.", "Two.", "Three.")).cause.startswith(GROWN)
    for kind in MESSAGES:
        message = told(written({"$": kind, "content": "One"}, {"$": kind, "content": "two"}), expectation("One", "two"))
        assert "`.content`" in message.remedy


@pytest.mark.parametrize(
    ("seen", "due"),
    [
        (("a", "ab"), ("a", "ab", "abc")),
        (("a", "b"), ("a", "c")),
        (("x", "xy"), ("a", "b")),
        (("a", "a"), ("a", "b")),
        ((1, 2), (1, 3)),
    ],
)
def test_texts_that_grow_as_they_should_have_not_stayed(seen, due):
    """What is due grows as well, nothing grows, or the first is wrong already."""
    assert GROWN not in told(written(*seen), items(*due)).sentence
    assert GROWN not in told(written(*seen), handed("write", *due)).sentence


@pytest.mark.parametrize(
    ("due", "got", "cause"),
    [
        (2.0, 2.5, "Perhaps the clock was read when `write` had ended, and not before."),
        (2.0, 1.0, "Perhaps that is when a token came that has no text."),
        (None, 1.0, "Perhaps that is when a token came that has no text."),
        (2.5, 221934.5, "Perhaps that is what the clock showed, and not the time that had passed since the start."),
        (2.5, 1.7e9, "Perhaps that is what the clock showed, and not the time that had passed since the start."),
        (2.5, 2.0, ""),
        (2.0, 2000.0, ""),
        (None, 2.0, ""),
        (2.0, 3.0, ""),
        (None, 9999.0, ""),
        ("a", 1.0, ""),
        (2.0, True, ""),
    ],
)
def test_a_time_that_is_wrong_tells_where_it_may_come_from(due, got, cause):
    """Only where the run has something at that instant, or no scenario lasts so long."""
    for expected, value in ((due, got), ({"first": due}, {"first": got}), ([due], [got])):
        failure = told(run(*WROTE, value=value), returned(expected))
        assert failure.cause == cause or (not cause and failure.cause == OF_SHAPE)
        assert bool(failure.remedy) == bool(cause)


def test_a_first_time_of_zero_may_have_been_taken_for_none_yet():
    """The clock is read again at the second text then, when the first is written: it was not read too late."""
    value = 0.5
    written_at_once = run(call("write", 0.0, value), value=value)
    assert not told(written_at_once, returned(0.0)).cause


ENDS = {"StopAsyncIteration": "async for", "StopIteration": "`for`"}
NO_FUNCTIONS = ("async_generator", "generator", "list", "dict", "str", "int", "set", "tuple", "AIMessage")


@pytest.mark.parametrize(("kind", "loop"), ENDS.items())
def test_a_stream_that_has_ended_is_told_with_the_loop_that_ends_by_itself(kind, loop):
    """Python's error has a name, and no words."""
    failure = told(run(ending=Ending.RAISED, problem=problem(kind)), returned(1))
    assert failure.cause
    assert loop in failure.remedy
    assert "items, None" in failure.remedy


@pytest.mark.parametrize("kind", NO_FUNCTIONS)
def test_brackets_behind_what_is_no_function_are_told_to_be_taken_away(kind):
    """A stream that was given, a list, a text, a message."""
    failure = told(
        run(ending=Ending.RAISED, problem=problem("TypeError", f"'{kind}' object is not callable")), returned(1)
    )
    assert "before the brackets" in failure.sentence
    assert "ake the brackets away" in failure.remedy
