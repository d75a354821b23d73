"""The autograded notebook holds what the steps gave, each in its place."""

import copy
import json
from typing import NamedTuple

import nbformat
from nbformat.v4 import new_code_cell

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.gradebook.autograded_notebook import assembled
from asynclab.grade.gradebook.for_graders import is_for_graders
from asynclab.grade.graded_cells import GradedCell
from asynclab.grade.intake.clean import Cleaned
from asynclab.grade.job import CellOutput, Executed
from tests.unit.grade.notebooks import graded, notebook, solution

NOTEBOOK = notebook(
    new_code_cell("print(1)\n2", id="demo"),
    solution("def ask(): ...", "ask"),
    graded("visible", "ask-check"),
    graded("visible", "test"),
    new_code_cell("exit()", id="own-1"),
)
DEMO, ASK, CHECK, TEST, OWN = range(5)
GRADED = {"ask-check": GradedCell("visible\nhidden", 2.0), "test": GradedCell("visible\nassert", 1.0)}
PRINTED = {"output_type": "stream", "name": "stdout", "text": "1\n"}
RESULT = {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 99}
RAISED = {"output_type": "error", "ename": "AssertionError", "evalue": "", "traceback": ["..."]}
VERDICT = {"output_type": "display_data", "data": {MIME: {"schema": 1}, "text/plain": "✓"}, "metadata": {}}
EXECUTED = Executed(
    "7",
    outputs=(
        CellOutput(DEMO, json.dumps([PRINTED, RESULT]), 1),
        CellOutput(ASK, "[]", 2),
        CellOutput(CHECK, json.dumps([VERDICT, PRINTED]), 3),
        CellOutput(TEST, "[]", 4),
        CellOutput(OWN, json.dumps([PRINTED]), 5, broke="This cell ended its Python process."),
    ),
    tests=(CellOutput(TEST, json.dumps([RAISED]), 4),),
    notes=("It was slow.",),
)


class Judged(NamedTuple):
    """As the judge gives it."""

    check: str
    outputs: tuple


JUDGED = (Judged("ask-check", (VERDICT,)),)


def graded_notebook(executed=EXECUTED, judged=JUDGED, **how):
    """The notebook, put together."""
    cleaned = Cleaned(copy.deepcopy(NOTEBOOK), ("“ask” was there twice.",))
    return assembled(cleaned, executed, judged, GRADED, **how)


def own(cell):
    """A cell's outputs but what is told to whoever grades."""
    return [output for output in cell.outputs if not is_for_graders(output)]


def test_every_cell_shows_what_it_gave():
    """Outputs and counts of the student's cells; the judge's verdict, and nothing of the student's, for a check."""
    cells = graded_notebook().cells
    assert [cell.execution_count for cell in cells] == [1, 2, 3, 4, 5]
    assert cells[DEMO].outputs == [PRINTED, RESULT | {"execution_count": 1}]
    assert own(cells[CHECK]) == [VERDICT]
    assert cells[TEST].outputs == [RAISED]
    nbformat.validate(graded_notebook())


def test_graded_cells_have_the_instructors_full_text():
    """As in any `autograded/` of nbgrader's: it is for the person who grades."""
    assert [cell.source for cell in graded_notebook().cells[CHECK : TEST + 1]] == ["visible\nhidden", "visible\nassert"]


def test_a_cell_that_was_left_out_says_why():
    """After what it showed until then."""
    assert graded_notebook().cells[OWN].outputs == [
        PRINTED,
        {
            "output_type": "error",
            "ename": "CellLeftOut",
            "evalue": "This cell ended its Python process.",
            "traceback": ["CellLeftOut: This cell ended its Python process."],
        },
    ]


def test_a_check_without_a_verdict_shows_nothing_of_the_students():
    """What its student's process says in its place could be a verdict of their own making."""
    assert own(graded_notebook(judged=()).cells[CHECK]) == []


def test_notes_and_fingerprint_are_in_the_metadata():
    """What cleaning, the caller and the execution noted, in this order."""
    said = graded_notebook(notes=["A file was left out."], fingerprint="f" * 64).metadata["asynclab"]
    assert said == {
        "notes": ["“ask” was there twice.", "A file was left out.", "It was slow."],
        "fingerprint": "f" * 64,
    }


def test_what_was_not_executed_has_no_outputs():
    """An untouched notebook is put together as well."""
    made = graded_notebook(executed=None, judged=())
    assert [(own(cell), cell.execution_count) for cell in made.cells] == [([], None)] * 5
    assert [len(cell.outputs) for cell in made.cells] == [0, 0, 1, 1, 0]  # why a person is asked
    assert made.metadata["asynclab"]["notes"] == ["“ask” was there twice."]
