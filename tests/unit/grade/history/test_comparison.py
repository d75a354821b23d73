"""A grading is told beside the one that counted before it."""

from datetime import datetime

from asynclab.grade.history.comparison import CellStep, changed_engine, changed_tests, steps
from asynclab.grade.history.gradings import BatchOrigin, GradedCellRecord, Grading, GradingBatch, GradingRecord
from asynclab.report.history_view import history_lines

WHEN = datetime(2026, 12, 1, 18)
PASSED, FAILED = GradedCellRecord("passed", 3.0), GradedCellRecord("failed", 0.0)


def grading(number, cell, *, before=None, tests="t", engine="asynclab 1, langgraph 1, source a", **about):
    """A grading with one cell. about: what was handed in, when it was undone."""
    batch = GradingBatch(number, "12-boss", WHEN, BatchOrigin(engine, {"n/a": tests}), about.get("undone"))
    handed_in = {"n": about.get("handed_in", "h")}
    return Grading(batch, WHEN, GradingRecord("ada", before, cell.points or 0.0, handed_in, {"n/a": cell}))


def test_each_cause_is_found():
    """Another test, another submission, another engine; or none of them."""
    first, *later = steps(
        [
            grading(1, PASSED),
            grading(2, FAILED, tests="u"),
            grading(3, PASSED, tests="u", handed_in="i"),
            grading(4, PASSED, tests="u", handed_in="i", engine="asynclab 1, langgraph 2, source a"),
            grading(5, PASSED, tests="u", handed_in="i", engine="asynclab 1, langgraph 2, source a"),
        ]
    )
    assert (first.first, first.cells) == (True, ())
    assert [(each.handed_in, each.tests, each.engine) for each in later] == [
        (False, ("n/a",), ()),
        (True, (), ()),
        (False, (), ("langgraph 1 -> 2",)),
        (False, (), ()),
    ]
    assert [each.cells for each in later] == [
        (CellStep("n/a", PASSED, FAILED),),
        (CellStep("n/a", FAILED, PASSED),),
        (),
        (),
    ]


def test_what_was_taken_back_is_told_and_not_compared_with():
    """The next one is beside the one that counted."""
    _, undone, next_one = steps([grading(1, PASSED), grading(2, FAILED, undone=WHEN), grading(3, PASSED)])
    assert undone.cells == (CellStep("n/a", PASSED, FAILED),)
    assert (next_one.first, next_one.cells) == (False, ())


def test_parts_that_came_or_went_are_told():
    """Of the tests and of the engine."""
    assert changed_tests({"a": "1", "b": "1"}, {"b": "2", "c": "1"}) == ("a", "b", "c")
    assert changed_engine("x 1, y 1", "y 2, z 1") == ("x 1 -> none", "y 1 -> 2", "z none -> 1")
    assert changed_engine("", "") == ()


def test_the_lines_say_when_what_and_why():
    """Points before and after, the engine, and each cell; names of students' cells move no cursor."""
    told = grading(2, FAILED, before=3.0, tests="u", undone=WHEN)
    told.kept.cells["n/\x1b[2J"] = GradedCellRecord("", None)
    assert list(history_lines(steps([grading(1, PASSED), told]))) == [
        "2026-12-01 18:00 UTC  12-boss  3 points  (graded for the first time)",
        "    by asynclab 1, source a",
        "2026-12-01 18:00 UTC  12-boss  3 -> 0 points  (tests changed)",
        "    by asynclab 1, source a",
        "    taken back on 2026-12-01 18:00 UTC",
        "    tests that were others: n/a",
        "    n/a: passed 3 -> failed 0",
        r"    n/\x1b[2J: none -> by hand",
    ]


def test_points_that_nobody_knew_are_no_zero():
    """An unreadable file, given up twice, and then a good one."""
    nobody = GradedCellRecord("ungraded", None)
    told = history_lines(
        steps([grading(1, nobody), grading(2, nobody, before=0.0), grading(3, PASSED, before=0.0, handed_in="i")])
    )
    assert [line.partition("12-boss  ")[2] for line in told if "12-boss" in line] == [
        "? points  (graded for the first time)",
        "? -> ? points  (nothing had changed)",
        "? -> 3 points  (handed in anew)",
    ]
