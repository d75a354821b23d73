"""A submission is the released chapter plus the student's own text."""

import copy

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.grade.rebuild import rebuild


def cell(source, grade_id, **kind):
    """A cell with nbgrader's metadata."""
    made = new_code_cell(source, id=grade_id)
    made.metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3, **kind}
    return made


def released():
    """A chapter: prose, a demo, one task with its test."""
    return new_notebook(
        cells=[
            new_markdown_cell("# Chapter", id="title"),
            new_code_cell("demo()", id="demo"),
            cell("raise NotAttempted()", "ask", solution=True),
            cell("check_ask()", "ask-check", grade=True, locked=True, points=1),
        ]
    )


def submission(change):
    """The released chapter with task `ask` answered, then changed."""
    notebook = released()
    notebook.cells[2].source = "ask = 1"
    change(notebook.cells)
    return notebook


def sources(change):
    """The sources of the rebuilt submission."""
    return [cell.source for cell in rebuild(released(), submission(change)).notebook.cells]


ANSWERED = ["# Chapter", "demo()", "ask = 1", "check_ask()"]


def test_an_answered_chapter_is_rebuilt_as_it_is():
    """Nothing to repair, nothing to note."""
    rebuilt = rebuild(released(), submission(lambda cells: None))
    assert [cell.source for cell in rebuilt.notebook.cells] == ANSWERED
    assert rebuilt.notes == ()


def test_a_deleted_test_cell_comes_back_in_its_place():
    """A deleted test costs nobody anything, and is noted."""
    assert sources(lambda cells: cells.pop(3)) == ANSWERED
    assert rebuild(released(), submission(lambda cells: cells.pop(3))).notes == (
        "“ask-check” was missing and was put back.",
    )


def test_a_duplicated_test_cell_is_kept_once():
    """Duplicates stop stock nbgrader's whole batch; here they are one cell and a note."""

    def twice(cells):
        twin = copy.deepcopy(cells[3])
        twin.id = "twin"
        cells.insert(3, twin)

    assert sources(twice) == ANSWERED
    assert rebuild(released(), submission(twice)).notes == ("“ask-check” was there 2 times; one was kept.",)


def test_edited_tests_and_prose_are_the_chapters_again():
    """Only solutions are the student's."""

    def edit(cells):
        cells[0].source, cells[1].source, cells[3].source = "mine", "mine()", "True"

    assert sources(edit) == ANSWERED


def test_of_two_copies_of_a_solution_the_one_that_was_worked_on_counts():
    """A stub pasted below the answer does not wipe the answer out."""
    assert sources(lambda cells: cells.append(released().cells[2])) == ANSWERED


def test_a_solution_that_lost_its_metadata_is_found_by_its_cell_id():
    """Cut and paste between notebooks drops metadata; the answer still counts."""
    assert sources(lambda cells: cells[2].metadata.pop("nbgrader")) == ANSWERED


def test_a_deleted_solution_is_the_stub_again():
    """What is not there was not attempted."""
    assert sources(lambda cells: cells.pop(2))[2] == "raise NotAttempted()"


def test_own_code_cells_stay_where_they_stood():
    """A helper that an answer needs keeps its place; its metadata and outputs go."""

    def help_above(cells):
        helper = cell("def helper(): ...", "sneaky", grade=True, points=100)
        cells.insert(2, helper)

    rebuilt = rebuild(released(), submission(help_above)).notebook
    assert [c.source for c in rebuilt.cells] == [*ANSWERED[:2], "def helper(): ...", *ANSWERED[2:]]
    assert rebuilt.cells[2].metadata == {}
    assert rebuilt.cells[2].id == "own-1"


def test_own_cells_above_everything_stay_above_everything():
    """An import at the very top is still at the very top."""
    assert sources(lambda cells: cells.insert(0, new_code_cell("import os"))) == ["import os", *ANSWERED]


def test_own_prose_and_copies_of_the_chapters_cells_are_dropped():
    """What is not the student's code has no part in the grading."""

    def add(cells):
        cells += [new_markdown_cell("a note"), new_code_cell("demo()"), new_code_cell("  ")]

    assert sources(add) == ANSWERED


def test_a_notebook_without_cell_ids_is_not_run_twice():
    """Old notebook formats have no cell ids: demo cells are known by their text."""

    def forget_ids(cells):
        for c in cells:
            c.pop("id")

    assert sources(forget_ids) == ANSWERED
