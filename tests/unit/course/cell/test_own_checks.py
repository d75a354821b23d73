"""A check that a student has written, copied or changed is told from the chapter's, where anybody can tell."""

import json
from dataclasses import replace

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from asynclab.course.cell.session.history.saved_cells import SavedCells, saved_cells
from asynclab.course.cell.session.own_checks import RunningCell, own_check

CHECK = 'with check("ask-order", "In order.") as c:\n    c.run(call("ask"), returned(["a"]))'
EASY = CHECK.replace('["a"]', "anything()")
OTHER = CHECK.replace("ask-order", "ask-makespan")
IDS = ("ask-order", "ask-makespan")


@pytest.fixture
def saved(tmp_path):
    """A chapter's notebook as it is handed out: two checks, whose sums nbgrader has made."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import asyncio", id="cell-001")])
    for source, grade_id in ((CHECK, "ask-order"), (OTHER, "ask-makespan")):
        cell = nbformat.v4.new_code_cell(source, id=grade_id)
        about = {"grade": True, "grade_id": grade_id, "locked": True, "points": 2, "solution": False, "task": False}
        cell.metadata.nbgrader = {**about, "schema_version": 3}
        cell.metadata.nbgrader.checksum = compute_checksum(cell)
        notebook.cells.append(cell)
    nbformat.write(notebook, tmp_path / "01-mini.ipynb")
    sealed = {"schema": 1, "chapter": "01-mini", "tasks": [], "questions": []}
    (tmp_path / "sealed.json").write_text(json.dumps(sealed))
    return saved_cells(tmp_path)


def told(saved, source, cell="", check="ask-order"):
    """What is told of a check in a cell of this id, "" where the frontend tells none."""
    return own_check(check, RunningCell("cell In[3]", source, cell), saved, IDS)


def edited(saved, source):
    """The notebook, saved with another text of the first check."""
    cells = tuple(replace(cell, source=source) if cell.check == "ask-order" else cell for cell in saved.cells)
    return replace(saved, cells=cells)


@pytest.mark.parametrize(
    "source", [CHECK, f"{CHECK}\n", f"# mine\n{CHECK}", f"%%time\n{CHECK}", CHECK.replace("(call", "( call")]
)
@pytest.mark.parametrize("cell", ["ask-order", ""])
def test_the_chapters_check_is_the_chapters(saved, source, cell):
    """Whatever white space and comments stand in it, and where no cell tells its id."""
    assert told(saved, source, cell) == ""


@pytest.mark.parametrize(
    "source",
    [EASY, f"{CHECK}\n    print(1)", f"ask = 3\n{CHECK}", CHECK.replace("In", "in"), f"%%timeit\n{CHECK}", "go()"],
)
def test_a_check_that_reads_otherwise_is_a_students_own(saved, source):
    """In a cell of theirs, in the chapter's, and where nobody knows in which."""
    for cell in ("scratch", ""):
        assert told(saved, source, cell) == (
            "This check is your own, and counts for nothing: the chapter's `ask-order` is another."
        )
    assert told(saved, source, "ask-order") == (
        "This cell is not the chapter's `ask-order` as it was handed out, and counts for nothing."
    )


def test_a_changed_check_that_was_saved_is_still_not_the_chapters(saved):
    """What nbgrader has noted of it is of the text that was handed out, and that one still counts."""
    assert told(edited(saved, EASY), EASY, "ask-order")
    assert told(edited(saved, EASY), CHECK, "ask-order") == ""


def test_a_copy_of_a_check_in_another_cell_is_told_as_one(saved):
    """Also once it is saved, with all that its cell says of itself."""
    copy = replace(saved.cells[1], id="pasted")
    assert told(saved, CHECK, "pasted").startswith("This is a copy of the chapter's `ask-order` in another cell")
    with_copy = replace(saved, cells=(copy, *saved.cells))
    assert told(with_copy, CHECK, "pasted").startswith("This is a copy of")
    assert told(with_copy, CHECK, "ask-order") == ""


def test_a_check_that_the_chapter_does_not_have_is_a_students_own(saved):
    """One that the chapter has, and the saved notebook has not, may be anybody's."""
    assert told(saved, EASY, check="mine") == (
        "The chapter has no check `mine`: this one is your own, and counts for nothing."
    )
    assert told(replace(saved, cells=saved.cells[:2]), EASY, check="ask-makespan") == ""


def test_nothing_is_told_where_there_is_nothing_to_compare_with(saved):
    """In a notebook that was renamed, in an author's, which has no sums, and in one whose sums are of another make."""
    assert told(SavedCells(), EASY) == ""
    for checksum in ("", "0" * 32):
        cells = tuple(replace(cell, checksum=checksum) for cell in saved.cells)
        assert told(replace(saved, cells=cells), EASY, "ask-order") == ""
