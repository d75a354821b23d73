"""The class table says in a line a promise who lost what, and why."""

import pytest
from rich.console import Console

from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.models import CellGrade, StudentGrade
from asynclab.grade.gradebook.results import Result
from asynclab.grade.gradebook.verdicts import Reading, Standing
from asynclab.report.table import Extent, Missed, Remark, Sort, class_table
from asynclab.report.table_view import render


def reading(grade_id, outcome=Outcome.PASSED, reason=""):
    """A graded cell of task `grade_id`, read."""
    standing = {Outcome.PASSED: Standing.EARNED, Outcome.UNGRADED: Standing.UNCLEAR}.get(outcome, Standing.LOST)
    return Reading(grade_id, standing, outcome, f"Promise {grade_id}.", (reason,) if reason else ())


def result(student, *readings, **more):
    """A submission with one point a passed cell."""
    penalty = more.pop("penalty", 0.0)
    return Result(StudentGrade(student, tuple(map(cell, readings)), penalty), readings, **more)


def cell(reading):
    """What the gradebook has of a graded cell that is worth one point."""
    open_ones = (Standing.UNCLEAR, Standing.WAITING)
    points = None if reading.standing in open_ones else float(reading.standing is Standing.EARNED)
    return CellGrade(reading.grade_id, points, 1.0, by_hand=points is None)


def remarks(*readings, **more):
    """The remarks in a student's row."""
    return class_table("12-boss", [result("ada", *readings, **more)]).rows[0].remarks


def test_a_row_has_the_students_points_and_what_there_are():
    """Points come from the gradebook."""
    row = class_table("12-boss", [result("ada", reading("a"), reading("b", Outcome.FAILED))]).rows[0]
    assert (row.student, row.points, row.of) == ("ada", 1.0, 2.0)


def test_a_promise_not_kept_is_a_line_with_its_reason():
    """Which promise, and why."""
    assert remarks(reading("a"), reading("b", Outcome.FAILED, "web waited.")) == (
        Remark(Sort.BROKEN, "Promise b. - web waited."),
    )


def test_neighbouring_promises_lost_for_one_reason_share_a_line():
    """A crash that costs three cells is told once."""
    crashed = [reading(name, Outcome.CRASHED, "NameError") for name in "abc"]
    assert remarks(*crashed) == (Remark(Sort.BROKEN, "Promise a. (and 2 more) - crashed: NameError"),)


def test_a_reason_is_told_in_its_first_sentence():
    """The table has what was seen; cause and remedy stand in the feedback."""
    told = "web began at 3.5 s, when wiki had ended. You awaited one after the other. Start both first."
    assert remarks(reading("a", Outcome.FAILED, told)) == (
        Remark(Sort.BROKEN, "Promise a. - web began at 3.5 s, when wiki had ended."),
    )


@pytest.mark.parametrize("quoted", ['"One. Two. "', "“One. Two. ”", "`One. Two. `", "'One. Two. '"])
def test_a_sentence_does_not_end_inside_a_quotation(quoted):
    """What a student's code has written is shown whole; an apostrophe opens none."""
    told = f"It wasn't kept: {quoted} was written. The other isn't. 'Three'"
    assert remarks(reading("a", Outcome.FAILED, told)) == (
        Remark(Sort.BROKEN, f"Promise a. - It wasn't kept: {quoted} was written."),
    )


def test_tasks_not_attempted_share_a_line():
    """Not attempted is not wrong."""
    untried = [reading(name, Outcome.NOT_ATTEMPTED) for name in ("ask-order", "ask-overlap", "relay-pace")]
    assert remarks(reading("desk-merge"), *untried) == (Remark(Sort.UNTRIED, "not attempted: ask, relay"),)


def test_an_untouched_notebook_says_so_in_a_word():
    """No list of everything there is."""
    untried = [reading(name, Outcome.NOT_ATTEMPTED) for name in ("ask-order", "relay-pace")]
    assert remarks(*untried) == (Remark(Sort.UNTRIED, "not attempted: nothing at all was tried"),)


def test_what_could_not_be_graded_asks_for_a_person():
    """Nobody's points are lost in silence."""
    assert remarks(reading("a", Outcome.UNGRADED, "No verdict.")) == (
        Remark(Sort.UNCLEAR, "a: a person has to look. No verdict."),
    )
    assert remarks(problem="Could not be read.") == (Remark(Sort.UNCLEAR, "Could not be read."),)


def test_what_lies_beside_a_graded_notebook_is_asked_to_be_looked_at():
    """The points stand, and the row says so before it says what they lost."""
    lost = reading("a", Outcome.FAILED, "Too late.")
    assert remarks(lost, look="Another lies there.")[0] == Remark(Sort.UNCLEAR, "Another lies there.")


def plain(name, standing, *reasons):
    """A plain test or a written answer, read: it makes no promise."""
    return Reading(name, standing, Outcome.FAILED if standing is Standing.LOST else Outcome.PASSED, "", reasons)


def test_a_plain_test_that_failed_is_a_line_with_its_name():
    """Cell and error: an assignment of nbgrader's plain kind promises nothing, and tells as much."""
    assert remarks(plain("test_squares", Standing.LOST, "NameError: no squares")) == (
        Remark(Sort.BROKEN, "test_squares - NameError: no squares"),
    )


def test_what_a_person_grades_is_told():
    """No cell that waits is taken for one that is done."""
    waiting = [plain(name, Standing.WAITING) for name in ("essay", "proof")]
    assert remarks(plain("test", Standing.EARNED), *waiting) == (
        Remark(Sort.UNCLEAR, "essay, proof: a person has to grade them."),
    )


def test_full_points_are_praised_for_what_they_are():
    """Promises are what checks make."""
    rows = class_table("ps1", [result("ada", reading("a")), result("bo", plain("test", Standing.EARNED))]).rows
    assert [(row.remarks, row.all_well) for row in rows] == [((), "every promise kept"), ((), "full points")]


def test_no_row_that_lacks_points_is_without_a_remark():
    """Whatever they are lacking for: late, or what the graded notebook does not know."""
    assert remarks(reading("a"), penalty=0.5) == (Remark(Sort.NOTE, "0.5 points off: it was handed in late."),)
    lacking = Result(StudentGrade("ada", (CellGrade("gone", 0.0, 1.0, by_hand=False),)))
    (remark,) = class_table("ps1", [lacking]).rows[0].remarks
    assert remark.sort is Sort.UNCLEAR


def test_what_has_no_points_is_not_zero():
    """Nothing graded, a part graded, all of it: the sum is called by what it is."""
    rows = class_table(
        "ps1",
        [
            result("all", reading("a"), reading("b", Outcome.FAILED)),
            result("part", reading("a"), reading("b", Outcome.UNGRADED, "No verdict.")),
            result("none", reading("a", Outcome.UNGRADED, "No verdict.")),
            result("old", reading("a"), problem="The newer one cannot be read."),
        ],
    ).rows
    assert [row.graded for row in rows] == [Extent.WHOLE, Extent.PARTLY, Extent.NOTHING, Extent.PARTLY]
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    with console.file:
        console.print(render(class_table("ps1", [result("none", reading("a", Outcome.UNGRADED, "No verdict."))])))
        assert "? / 1" in console.export_text()


def test_a_notebook_that_was_not_handed_in_is_named():
    """Of several; where it lies under another name, that is said instead."""
    assert remarks(reading("a"), missing=("problem2",)) == (Remark(Sort.UNTRIED, "not handed in: problem2.ipynb"),)
    assert remarks(reading("a"), missing=("problem2",), problem="Rename it.") == (Remark(Sort.UNCLEAR, "Rename it."),)


def test_notes_on_the_file_come_last():
    """What was repaired costs nothing and is told."""
    assert remarks(reading("a"), notes=("“a” was missing.",)) == (Remark(Sort.NOTE, "“a” was missing."),)


def test_where_a_class_struggles_is_counted_over_those_who_tried():
    """The promise most often broken comes first; the untouched notebook is no struggle."""
    table = class_table(
        "12-boss",
        [
            result("ada", reading("a", Outcome.FAILED), reading("b", Outcome.FAILED)),
            result("alan", reading("a"), reading("b", Outcome.TIMED_OUT)),
            result("grace", reading("a", Outcome.NOT_ATTEMPTED), reading("b", Outcome.NOT_ATTEMPTED)),
        ],
    )
    assert table.missed == (Missed("Promise b.", 2), Missed("Promise a.", 1))


def test_the_table_prints_names_points_and_reasons_whole():
    """Nothing of a reason is cut off, however narrow the terminal."""
    console = Console(width=60, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    with console.file:
        reason = "the second source was asked when the first had answered, at 3 s."
        console.print(render(class_table("12-boss", [result("katherine", reading("a", Outcome.FAILED, reason))])))
        text = console.export_text()
    assert "katherine" in text
    assert "0 / 1" in text
    assert all(word in text for word in reason.split())
