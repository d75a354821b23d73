"""Why a notebook comes to another grade is read from the graded notebook of then."""

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from asynclab.grade.gradebook.placeholder import placeholder
from asynclab.grade.graded_cells import GradedCell
from asynclab.grade.regrade.causes import causes

HIDDEN = "with check('a-order', 'In order.') as c:\n    c.run(call('a'), returned(1))"


def released():
    """A student edition: a graded cell without its test."""
    metadata = {"nbgrader": {"grade": True, "grade_id": "a-order", "solution": False, "points": 2}}
    return new_notebook(cells=[new_code_cell("# hidden", id="a-order", metadata=metadata)])


def test_a_notebook_in_the_place_of_an_ungraded_one_says_nothing_of_tests(tmp_path):
    """It is made of the student edition, and no test has changed."""
    path = tmp_path / "n.ipynb"
    nbformat.write(placeholder(released(), "It is not JSON.", ""), path)
    found = causes(path, {"a-order": GradedCell(HIDDEN, 2.0)}, ("a-order",), "digest", fresh=True)
    assert found.tests == frozenset()
