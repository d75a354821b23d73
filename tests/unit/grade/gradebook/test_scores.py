"""What a graded notebook is worth: by the judge's verdicts, else as nbgrader has it; fleeting outcomes are known."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.utils import compute_checksum

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.gradebook.scores import is_final, nobody_knows, scores


def graded(name, *outputs, points=2.0, **said):
    """A graded code cell that showed these outputs."""
    about = {"grade": True, "solution": False, "locked": True, "grade_id": name, "points": points} | said
    return new_code_cell("...", metadata={"nbgrader": about}, outputs=list(outputs), execution_count=1)


def verdict(name, outcome):
    """What the judge puts into a check's cell."""
    data = {"schema": 1, "check": name, "outcome": outcome, "promise": "", "failures": []}
    return new_output("display_data", data={MIME: NotebookNode(data)})


def error(name="AssertionError"):
    """What a failing test shows."""
    return new_output("error", ename=name, evalue="", traceback=[])


def worth(*cells, checks=(), unrun=()):
    """The scores of a notebook of these cells."""
    return dict(scores("n", new_notebook(cells=list(cells)), checks, unrun).scores)


def final(cell, checks=()):
    """Whether a notebook of one cell is final."""
    notebook = new_notebook(cells=[cell])
    return is_final(notebook, scores("n", notebook, checks))


def test_a_check_earns_by_its_verdict_and_by_nothing_else():
    """Silence is no verdict, nor is a plain result."""
    outcomes = {
        "passed": graded("passed", verdict("passed", "passed")),
        "failed": graded("failed", verdict("failed", "failed"), error()),
        "silent": graded("silent"),
        "number": graded("number", new_output("execute_result", data={"text/plain": "2"}, execution_count=1)),
    }
    assert worth(*outcomes.values(), checks=outcomes) == {"passed": 2.0, "failed": 0.0, "silent": None, "number": None}


def test_a_plain_test_earns_as_nbgrader_says():
    """All if it is silent, nothing with an error, a part by its result."""
    half = new_output("execute_result", data={"text/plain": "0.5"}, execution_count=1)
    assert worth(graded("a"), graded("b", error()), graded("c", half)) == {"a": 2.0, "b": 0.0, "c": 0.5}


def test_a_task_is_for_a_person():
    """Whatever stands below it; so points that were given for an earlier submission are looked at again."""
    assert worth(graded("plot", grade=False, task=True, solution=False)) == {"plot": None}


def test_a_plain_test_that_was_not_run_earns_nothing_by_its_silence():
    """A person has to look; so too where it claims more points than there are."""
    much = new_output("execute_result", data={"text/plain": "99"}, execution_count=1)
    assert worth(graded("a"), graded("b", much), unrun=["a"]) == {"a": None, "b": None}


def test_a_verdict_in_a_plain_test_is_a_forgery_and_says_nothing():
    """Its cell has no judge."""
    assert worth(graded("a", verdict("a", "passed"), error())) == {"a": 0.0}


def test_answers_for_a_person_are_left_to_one():
    """Unless nothing was written."""
    answer = graded("a", solution=True, locked=False)
    assert worth(answer) == {"a": None}


def test_an_answer_whose_cell_was_not_handed_in_waits_for_a_person():
    """The stub that was put back is nobody's answer: it is no zero, and nobody's silence either."""
    answer = graded("a", solution=True, locked=False)
    answer.metadata.nbgrader.checksum = compute_checksum(answer)
    there = new_notebook(cells=[answer])
    gone = new_notebook(cells=[answer], metadata={"asynclab": {"missing": ["a"]}})
    told = [(dict(each.scores), dict(each.comments)) for each in (scores("n", there, ()), scores("n", gone, ()))]
    assert told == [({"a": 0.0}, {"a": "No response."}), ({"a": None}, {"a": None})]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (graded("a", verdict("a", "passed")), True),
        (graded("a", verdict("a", "failed"), error()), True),
        (graded("a", verdict("a", "timed out"), error()), True),
        (graded("a", verdict("a", "could not be graded"), error()), False),
        (graded("a"), False),
    ],
)
def test_a_check_is_final_unless_nobody_knows(cell, expected):
    """What could not be graded is tried again; an endless loop is endless tomorrow too."""
    assert final(cell, checks=["a"]) is expected


def test_of_an_unreadable_notebook_nobody_knows_anything():
    """Each of its cells is left to a person."""
    assert nobody_knows("n", {"a": 2.0, "b": 1.0}).scores == {"a": None, "b": None}


def flagged(*cells, reached=()):
    """The cells of a notebook that a person is asked about, though they have a score."""
    notebook = new_notebook(cells=list(cells), metadata={"asynclab": {"reached": list(reached)}})
    found = scores("n", notebook, {cell.metadata.nbgrader.grade_id for cell in cells})
    return found.scores, found.flagged, found.by_hand


def test_a_notebook_that_reaches_too_far_keeps_its_points_and_a_person_is_asked():
    """About each cell that earned some; what earned nothing need not be looked at."""
    good, bad = graded("good", verdict("good", "passed")), graded("bad", verdict("bad", "failed"), error())
    assert flagged(good, bad) == ({"good": 2.0, "bad": 0.0}, frozenset(), frozenset())
    assert flagged(good, bad, reached=["`gc`"]) == ({"good": 2.0, "bad": 0.0}, {"good"}, {"good"})


def test_a_person_is_asked_about_what_was_found_changed():
    """It earns nothing until then; and of what has no score a person is asked in any case."""
    changed, silent = graded("changed", verdict("changed", "tampered"), error()), graded("silent")
    assert flagged(changed, silent) == ({"changed": 0.0, "silent": None}, {"changed"}, {"changed", "silent"})
