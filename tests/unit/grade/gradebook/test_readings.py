"""What a graded cell came to, in words: of plain tests and of what a person grades as well."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.models import CellGrade
from asynclab.grade.gradebook.readings import readings
from asynclab.grade.gradebook.verdicts import Standing

CHECK = 'with check("brief-order", "In order.") as c:\n    c.run(call("brief"))'


def graded(name, source="assert squares(1) == [1]", outputs=(), *, code=True, **kind):
    """A graded cell; a plain test if not told otherwise."""
    nbgrader = {"grade_id": name, "grade": True, "solution": False, "task": False, "points": 2, **kind}
    cell = (new_code_cell if code else new_markdown_cell)(source, metadata={"nbgrader": nbgrader})
    if code:
        cell.outputs, cell.execution_count = list(outputs), 3
    return cell


def read(cell, points, **more):
    """The reading of one cell that has these points of 2."""
    grade = CellGrade(cell.metadata.nbgrader.grade_id, points, 2.0, by_hand=more.pop("by_hand", points is None), **more)
    (found,) = readings(new_notebook(cells=[new_code_cell("1 + 1"), cell]), {grade.name: grade})
    return found


def error(name, said, trace=()):
    """An error among a cell's outputs."""
    return new_output("error", ename=name, evalue=said, traceback=list(trace))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (error("AssertionError", "squares(1) is [1]"), "AssertionError: squares(1) is [1]"),
        (error("NameError", "name 'squares' is not defined"), "NameError: name 'squares' is not defined"),
        (error("AssertionError", ""), "AssertionError"),
        (
            error("AssertionError", "", ["\x1b[36mCell In[3], line 1\x1b[0m", "----> 1 assert squares(1) == [1]"]),
            "AssertionError: assert squares(1) == [1]",
        ),
        (error("CellLeftOut", "it called os._exit"), "It ended its process: it called os._exit"),
        (
            new_output("stream", name="stderr", text="hm\nhm"),
            "it wrote to stderr, which costs a test its points: hm",
        ),
        (new_output("execute_result", data={"text/plain": "0.0"}), "0 of 2 points"),
    ],
)
def test_a_plain_test_that_failed_tells_what_failed(output, words):
    """Its name and its error, the failing line where the error has no words."""
    found = read(graded("test_squares", outputs=[output]), 0.0)
    assert (found.grade_id, found.standing, found.reasons) == ("test_squares", Standing.LOST, (words,))


def test_a_plain_test_that_passed_has_earned_its_points():
    """Nothing is to be told of it."""
    assert read(graded("test_squares"), 2.0).standing is Standing.EARNED


def test_points_in_part_are_told():
    """A test may give some of its points."""
    cell = graded("test_squares", outputs=[new_output("execute_result", data={"text/plain": "1.5"})])
    assert read(cell, 1.5).reasons == ("1.5 of 2 points",)


def test_a_plain_test_of_which_nothing_came_back_is_for_a_person():
    """No points are not zero points."""
    assert read(graded("test_squares"), None).standing is Standing.UNCLEAR


@pytest.mark.parametrize(
    "kind",
    [{"solution": True}, {"solution": True, "code": False}, {"task": True, "code": False, "grade": False}],
)
def test_what_a_person_grades_waits_for_one(kind):
    """A function that is read, an essay, a task."""
    found = read(graded("essay", "Words.", **kind), None)
    assert (found.standing, found.outcome) == (Standing.WAITING, Outcome.UNGRADED)


def test_a_written_answer_that_is_still_the_stub_was_not_attempted():
    """nbgrader gives it zero by itself."""
    assert read(graded("essay", solution=True, code=False), 0.0).outcome is Outcome.NOT_ATTEMPTED


def test_what_a_person_gave_counts_before_what_the_notebook_says():
    """Full points lost nothing; fewer are told, and by whom; those of an earlier answer are to be looked at again."""
    cell = graded("test_squares", outputs=[error("AssertionError", "no")])
    assert read(cell, 2.0, given=True).standing is Standing.EARNED
    assert read(cell, 1.0, given=True).reasons == ("1 of 2 points, given by a person",)
    again = read(cell, 1.0, given=True, by_hand=True)
    assert (again.standing, "before this answer" in again.reasons[0]) == (Standing.UNCLEAR, True)
    assert read(graded("essay", solution=True, code=False), 1.5, given=True).reasons == (
        "1.5 of 2 points, given by a person",
    )


def test_a_check_is_read_by_its_verdict():
    """As `verdicts` reads it: without a verdict nobody knows."""
    assert read(graded("brief-order", CHECK), None).standing is Standing.UNCLEAR
