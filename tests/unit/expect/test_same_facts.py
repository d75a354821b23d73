"""What several expectations tell of one run is told to a student once."""

import pytest

from asynclab.course import CellVerdict, Finding
from asynclab.course.cell.render import told_in_full
from asynclab.expect import Outcome, began, cleaned_up, handed, items, items_at, judge, made, nothing_left
from tests.unit.expect.by_hand import call, read, run, stream

LATE = "What does yours wait for?"
OPEN = run(stream("source", 0.0, made=(1.0,)), read(("a", 1.0)), elapsed=1.5)
SHORT = run(call("write", 1.0, 1.0, data={"item": "a"}), read(("a", 1.0)))
EMPTY = run(
    *(call("write", at, at, data={"item": item}) for at, item in ((1.0, "a"), (2.0, ""), (3.0, "b"))),
    read(("a", 1.0), ("", 2.0), ("b", 3.0)),
)
MIXED = run(*(call("write", 2.0, 2.0, data={"item": item}) for item in "ab"), read(("a", 2.0), ("b", 2.0)))
NOTHING = run(elapsed=0.0)

TWICE = {
    "open": (OPEN, cleaned_up("source", at=1.0), nothing_left()),
    "never called": (NOTHING, cleaned_up("source"), made("source", 3)),
    "never called, and asked by its kind": (NOTHING, cleaned_up("stream:source"), began("source", 1.0)),
    "too few calls": (SHORT, handed("write", "a", "b"), began("write", 1.0, 2.0)),
    "too few items": (SHORT, items("a", "b"), items_at(1.0, 2.0)),
    "too many calls": (EMPTY, handed("write", "a", "b"), began("write", 1.0, 3.0)),
    "too many items": (EMPTY, items("a", "b"), items_at(1.0, 3.0)),
    "no item": (NOTHING, items("a", "b"), items_at(1.0, 3.0)),
}
TWO = {
    "too few, and late": (MIXED, handed("write", "a", "b", "c"), began("write", 1.0, 2.0, 3.0)),
    "too few items, and late": (MIXED, items("a", "b", "c"), items_at(1.0, 2.0, 3.0)),
    "other things": (SHORT, handed("write", "b", "c"), began("write", 1.0, 2.0)),
    "of two": (run(stream("one", 0.0), stream("two", 0.0)), cleaned_up("one"), cleaned_up("two")),
}


def told(given, *expectations):
    """How many failures a student reads in full, and the first."""
    failures = judge(given, expectations).failures
    assert len(failures) == 2
    shown, more = told_in_full(CellVerdict("a", "b", Outcome.FAILED, tuple(Finding(each, given) for each in failures)))
    assert (more, shown[0].failure) == (0, failures[0])
    return len(shown)


@pytest.mark.parametrize("case", TWICE.values(), ids=TWICE)
def test_one_fact_that_two_expectations_tell_is_told_once(case):
    """The first tells it: with its reason, where the author gave one."""
    assert told(*case) == 1


def test_in_another_run_it_is_another_fact():
    """A scenario of its own."""
    first, second = judge(OPEN, TWICE["open"][1:]).failures
    two = (Finding(first, OPEN), Finding(second, run(elapsed=9.0)))
    assert len(told_in_full(CellVerdict("a", "b", Outcome.FAILED, two))[0]) == 2


@pytest.mark.parametrize("case", TWO.values(), ids=TWO)
def test_two_facts_are_told_both(case):
    """What came too late is no matter of how much came; another value is none of how often."""
    assert told(*case) == 2


@pytest.mark.parametrize(
    ("given", "expectation"),
    [
        (SHORT, began("write", 1.0, 2.0).because(LATE)),
        (SHORT, items_at(1.0, 2.0).because(LATE)),
        (run(read(("a", 1.0), ("b", 2.0), ("c", 2.0))), items_at(1.0, 2.0).because(LATE)),
    ],
)
def test_what_came_in_time_is_not_asked_what_it_waited_for(given, expectation):
    """Where all that came is on time, and only less or more of it than is due, the author's reason for lateness is no
    reason; of what is late it is told."""
    (failure,) = expectation.judge(given)
    assert LATE not in failure.cause
    assert LATE in began("write", 1.0, 2.0).because(LATE).judge(MIXED)[0].cause
