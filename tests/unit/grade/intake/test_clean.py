"""A cleaned submission is the released chapter plus the student's own text."""

import copy
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from asynclab.grade.intake.align import OWN_CELLS
from asynclab.grade.intake.clean import clean
from asynclab.grade.intake.parse import LONGEST, extract
from tests.unit.grade.notebooks import (
    ANSWER,
    ANSWERED,
    ASK,
    CHECK,
    DEMO,
    IMPORTS,
    STUB,
    TITLE,
    WORDS,
    cell,
    cleaned,
    from_file,
    graded,
    notebook,
    notes,
    released,
    sources,
    submission,
    twin,
)

CHAPTER_12 = Path(__file__).resolve().parents[4] / "release" / "12-boss" / "12-boss.ipynb"


def is_of(chapter, submitted):
    """Whether what was handed in is of a chapter."""
    return not clean(chapter, submitted).another


def test_an_answered_chapter_stays_as_it_is():
    """Nothing to repair, nothing to note."""
    assert sources() == ANSWERED
    assert cleaned().notes == ()
    assert cleaned().attempted


def test_an_untouched_or_missing_notebook_is_not_attempted():
    """Nobody wrote anything, so there is nothing to execute."""
    untouched = clean(released(), extract(released()))
    missing = clean(released(), None)
    assert (untouched.attempted, untouched.notes) == (False, ())
    assert (missing.attempted, missing.notes) == (False, ("The notebook was not handed in.",))
    assert untouched.notebook == missing.notebook == released()


def test_cleaning_leaves_the_released_notebook_alone():
    """One chapter serves a whole class, also after somebody graded a copy of it."""
    chapter = released()
    made = clean(chapter, extract(submission())).notebook
    made.cells[CHECK].metadata.nbgrader.points = 100
    made.cells[CHECK].outputs.append(new_output("stream", text="!"))
    made.metadata.kernelspec.name = "other"
    assert chapter == released()


def test_a_deleted_test_cell_comes_back_in_its_place():
    """A deleted test costs nobody anything, and is noted."""
    assert sources(lambda cells: cells.pop(CHECK)) == ANSWERED
    assert notes(lambda cells: cells.pop(CHECK)) == ("“ask-check” was missing and was put back.",)


def test_deleted_prose_and_demos_come_back():
    """Of the chapter's own cells it is noted how many were gone."""

    def delete(cells):
        del cells[TITLE], cells[0]

    assert sources(delete) == ANSWERED
    assert notes(delete) == ("2 cells of the chapter's own were missing and were put back.",)


def test_a_duplicated_test_cell_is_kept_once():
    """Duplicates stop stock nbgrader's whole batch; here they are one cell and a note."""

    def twice(cells):
        cells.insert(CHECK, twin(cells[CHECK]))

    assert sources(twice) == ANSWERED
    assert notes(twice) == ("“ask-check” was there 2 times; one was kept.",)


def test_edited_tests_and_prose_are_the_chapters_again():
    """Only solutions are the student's."""

    def edit(cells):
        cells[TITLE].source, cells[DEMO].source, cells[CHECK].source = "mine", "mine()", "True"

    assert sources(edit) == ANSWERED
    assert notes(edit) == (
        "“title” differs from the chapter's; the chapter's own text was put back.",
        "“demo” differs from the chapter's; the chapter's own text was put back.",
        "“ask-check” differs from the chapter's; the chapter's own text was put back.",
    )


def test_an_import_added_to_the_chapters_cell_is_kept():
    """An answer may need it, and nothing of the chapter's was changed by it."""

    def add(cells):
        cells[IMPORTS].source = "import asyncio\nimport random\nimport time"

    assert sources(add) == [*ANSWERED[: IMPORTS + 1], "import random", *ANSWERED[IMPORTS + 1 :]]
    assert "What was added to “imports” was kept as a cell below it." in notes(add)


def test_lines_added_to_a_test_are_not_kept():
    """The text of graded cells is the instructor's alone."""

    def add(cells):
        cells[CHECK].source += "\nx = 1"

    assert sources(add) == ANSWERED


def test_of_two_copies_of_a_solution_the_one_that_was_worked_on_counts():
    """A stub pasted below the answer does not wipe the answer out."""
    assert sources(lambda cells: cells.append(released().cells[ASK])) == ANSWERED


def test_of_two_answers_the_later_counts():
    """As in a kernel, where the last definition wins."""

    def again(cells):
        cells[ASK].source = "def ask():\n    return 'draft'"
        cells.insert(CHECK, twin(submission().cells[ASK]))

    shown = "This was handed in as “ask” as well, and does not count:\n\n```python\ndef ask():\n    return 'draft'\n```"
    assert sources(again) == [*ANSWERED[: ASK + 1], shown, *ANSWERED[ASK + 1 :]]
    assert notes(again) == ("“ask” was there 2 times; the last of them counts, and the other stands below it as text.",)


def test_a_solution_cell_that_was_split_is_put_together():
    """JupyterLab's *Split Cell* gives both halves the cell's metadata."""

    def split(cells):
        half = twin(cells[ASK])
        cells[ASK].source, half.source = "one = 1\ndef ask():", "    return one"
        cells.insert(CHECK, half)

    assert sources(split)[ASK] == "one = 1\ndef ask():\n    return one"


def test_a_solution_that_lost_its_metadata_is_found_by_its_cell_id():
    """Cut and paste between notebooks drops metadata; the answer still counts."""
    assert sources(lambda cells: cells[ASK].metadata.pop("nbgrader")) == ANSWERED


def test_an_answer_in_a_cell_of_its_own_counts_where_the_solution_is_gone():
    """Who deleted the cell and wrote the function elsewhere is not overwritten by the stub."""

    def move(cells):
        del cells[ASK]
        cells.append(new_code_cell(ANSWER, id="mine"))

    assert sources(move) == ANSWERED
    assert notes(move) == ("“ask” was missing; a cell that defines the same was taken for it.",)


def test_a_deleted_solution_is_the_stub_again():
    """What is not there was not attempted."""
    assert sources(lambda cells: cells.pop(ASK))[ASK] == STUB
    assert not cleaned(lambda cells: cells.pop(ASK)).attempted
    assert notes(lambda cells: cells.pop(ASK)) == ("“ask” was missing and was put back.",)


def test_written_answers_are_the_students():
    """What a person grades is kept as it was written, whatever the cell's kind became."""

    def write(cells):
        cells[WORDS] = cell("Because of heat.", "words", kind=new_code_cell, solution=True)

    made = cleaned(write)
    assert (made.notebook.cells[WORDS].source, made.notebook.cells[WORDS].cell_type) == ("Because of heat.", "markdown")
    assert made.notes == ("“words” was of another kind or marked otherwise; that was dropped.",)


def test_html_in_a_written_answer_is_shown_as_text():
    """Whoever grades it is logged in at the server that shows it."""

    def write(cells):
        cells[WORDS].source = "2 < 3 and <b onclick='x'>so</b> <script>evil()</script><!-- -->"

    text = "2 < 3 and &lt;b onclick='x'>so&lt;/b> &lt;script>evil()&lt;/script>&lt;!-- -->"
    assert sources(write)[WORDS] == text


def test_a_task_is_answered_in_cells_below_it():
    """In a chapter with nbgrader's tasks, text cells of the student's own are kept for the person who grades."""
    chapter = notebook(cell("Draw it.", "draw", kind=new_markdown_cell, task=True, points=3), new_code_cell("demo()"))
    answered = copy.deepcopy(chapter)
    answered.cells[0].source = "Draw it. Done."
    answered.cells.insert(1, new_markdown_cell("My <b>drawing"))
    made = clean(chapter, extract(answered))
    assert [each.source for each in made.notebook.cells] == ["Draw it. Done.", "My &lt;b>drawing", "demo()"]
    assert made.notes == ("1 text cell of the student's own kept in place.",)
    assert made.attempted


def test_own_code_cells_stay_where_they_stood():
    """A helper that an answer needs keeps its place; its metadata and outputs go."""

    def help_above(cells):
        helper = graded("def helper(): ...", "sneaky", points=100)
        helper.outputs = [new_output("stream", text="100")]
        cells.insert(ASK, helper)

    made = cleaned(help_above)
    assert [c.source for c in made.notebook.cells] == [*ANSWERED[:ASK], "def helper(): ...", *ANSWERED[ASK:]]
    own = made.notebook.cells[ASK]
    assert (own.metadata, own.id, own.outputs, own.execution_count) == ({}, "own-1", [], None)
    assert made.notes == (
        "Not in the chapter, and treated as cells of the student's own: “sneaky”.",
        "1 code cell of the student's own kept in place.",
    )


def test_own_cells_above_everything_stay_above_everything():
    """An import at the very top is still at the very top."""
    assert sources(lambda cells: cells.insert(0, new_code_cell("import os"))) == ["import os", *ANSWERED]


def test_own_cells_alone_are_an_attempt():
    """Who wrote into cells of their own has done something that is worth executing."""
    touched = released()
    touched.cells.append(new_code_cell("def ask(): return 1"))
    assert clean(released(), extract(touched)).attempted


def test_text_cells_of_the_students_own_stay_where_they_stood():
    """Whoever grades reads the explanation above its helper; markup in it takes no effect, and what is no Markdown is
    shown as it was typed."""

    def explain(cells):
        more = [new_code_cell("helper = 1"), new_markdown_cell("<b>so"), new_raw_cell("as ```typed```")]
        cells[ASK:ASK] = [new_markdown_cell("# Why"), *more]

    made = cleaned(explain)
    own = ["# Why", "helper = 1", "&lt;b>so", "````\nas ```typed```\n````"]
    assert [each.source for each in made.notebook.cells] == [*ANSWERED[:ASK], *own, *ANSWERED[ASK:]]
    assert made.notes == ("3 text cells and 1 code cell of the student's own kept in place.",)


def test_text_of_the_students_own_is_no_attempt():
    """Where nothing is answered in it, there is nothing to execute."""
    touched = released()
    touched.cells.insert(0, new_markdown_cell("I had no time."))
    assert not clean(released(), extract(touched)).attempted


def test_text_takes_no_place_from_code():
    """Each has its own limit: an answer may need a helper below two hundred remarks."""

    def remark(cells):
        cells[0:0] = [new_markdown_cell(f"Remark {number}") for number in range(OWN_CELLS + 1)]
        cells.append(new_code_cell("helper = 1"))

    assert sources(remark)[-1] == "helper = 1"
    assert f"1 text cell beyond the student's own {OWN_CELLS} left out." in notes(remark)


def test_copies_of_the_chapters_cells_are_dropped():
    """What is not the student's has no part in the grading."""

    def add(cells):
        cells[ASK:ASK] = [new_code_cell("demo()"), new_code_cell("  ")]

    assert sources(add) == ANSWERED
    assert notes(add) == ()


def test_cells_in_another_order_are_put_back_in_the_chapters():
    """A test above its answer would judge the stub."""

    def turn(cells):
        cells[ASK], cells[CHECK] = cells[CHECK], cells[ASK]

    assert sources(turn) == ANSWERED
    assert notes(turn) == ("The chapter's cells stood in another order; they were put back in theirs.",)


@pytest.mark.parametrize(
    "forge",
    [
        lambda test: test.metadata.nbgrader.update(points=1000),
        lambda test: test.metadata.nbgrader.update(solution=True),
        lambda test: test.metadata.nbgrader.update(schema_version=1),
        lambda test: test.metadata.update(tags=["skip-execution"]),
        lambda test: test.update(cell_type="markdown"),
        lambda test: test.update(attachments={"a.png": {"image/png": ""}}),
        lambda test: test.metadata.nbgrader.update(grade_id="mine"),
    ],
    ids="points solution schema tags type attachments renamed".split(),
)
def test_a_cell_marked_otherwise_is_the_chapters_again(forge):
    """Tags, points, types, names: a student's file has no say in them, and that it tried is noted."""
    made = cleaned(lambda cells: forge(cells[CHECK]))
    assert made.notebook.cells[CHECK] == released().cells[CHECK]
    assert made.notes == ("“ask-check” was of another kind or marked otherwise; that was dropped.",)


def test_a_notebook_for_another_kernel_runs_in_the_chapters():
    """The kernel is the chapter's, whatever the file asks for."""
    other = submission()
    other.metadata = {"kernelspec": {"name": "ir"}, "nbgrader": {"evil": 1}, "authors": []}
    made = clean(released(), extract(other))
    assert made.notebook.metadata == released().metadata
    assert made.notes == ("It was made for the kernel “ir” and is run in the chapter's, “python3”.",)


def test_points_are_compared_as_numbers():
    """The gradebook has 1.0 points where the file has 1: nobody forged anything."""
    chapter = released()
    chapter.cells[CHECK].metadata.nbgrader.points = 1.0
    assert clean(chapter, extract(submission())).notes == ()


def test_a_copy_of_a_later_cell_moves_nothing():
    """Who ran the demo again above their helper has the helper where it stood."""

    def copy_above(cells):
        cells[ASK:ASK] = [new_code_cell("check_ask()"), twin(cells[DEMO]), new_code_cell("helper = 1")]

    assert sources(copy_above) == [*ANSWERED[:ASK], "helper = 1", *ANSWERED[ASK:]]
    assert "order" not in " ".join(notes(copy_above))


def test_space_around_a_stub_is_no_answer():
    """nbgrader knows an untouched answer by its checksum; an editor that ends lines otherwise wrote none."""
    touched = released()
    touched.cells[ASK].source = STUB.replace("\n", "\r\n") + "\n"
    made = clean(released(), extract(touched))
    assert (made.attempted, made.notebook) == (False, released())


def test_a_notebook_without_cell_ids_is_not_run_twice():
    """Old notebook formats have no cell ids: demo cells are known by their text, and own cells keep their place."""

    def forget_ids(cells):
        cells.insert(CHECK, new_code_cell("mine = 1"))
        for c in cells:
            c.pop("id")

    assert sources(forget_ids) == [*ANSWERED[:CHECK], "mine = 1", *ANSWERED[CHECK:]]


def test_without_ids_and_metadata_the_answer_is_found_by_what_it_defines():
    """A file that went through another editor may have lost everything but its texts."""

    def strip(cells):
        for c in cells:
            c.pop("id")
            c.metadata = {}

    assert sources(strip) == ANSWERED


def test_notebook_format_3_is_read():
    """Its code is in the worksheets, under `input`."""
    ids = {"metadata": {"nbgrader": {"grade_id": "ask", "solution": True}}}
    sheet = {"cells": [{"cell_type": "heading", "source": "mine"}, {"cell_type": "code", "input": [ANSWER], **ids}]}
    made = from_file({"nbformat": 3, "worksheets": [sheet, "nonsense", {"cells": 7}]})
    assert [each.source for each in made.notebook.cells] == ["mine", *ANSWERED]


def test_text_that_no_file_takes_is_made_text():
    """Lone surrogates and NUL would end the writing of a notebook, or of the gradebook; a pair of halves is a sign."""
    odd = {"cells": [{"cell_type": "code", "id": "ask", "source": ["a = '\ud800", "\x00", "\ud83d", "\ude00'"]}]}
    text = from_file(odd).notebook.cells[ASK].source
    assert text == "a = '\ufffd\ufffd\N{GRINNING FACE}'"


def test_own_cells_beyond_the_limits_are_left_out():
    """Nobody needs so many, or such long ones."""

    def fill(cells):
        cells.append(new_code_cell("#" * (LONGEST + 1)))
        cells += [new_code_cell(f"x = {number}") for number in range(OWN_CELLS + 2)]

    assert len(sources(fill)) == len(ANSWERED) + OWN_CELLS
    assert f"1 code cell of more than {LONGEST} characters left out." in notes(fill)
    assert f"2 code cells beyond the student's own {OWN_CELLS} left out." in notes(fill)


def test_an_answer_beyond_the_limit_is_left_out():
    """The stub stands there again; half an answer would be nobody's."""

    def write(cells):
        cells[ASK].source = "#" * (LONGEST + 1)

    assert sources(write)[ASK] == STUB
    assert notes(write) == (f"“ask” holds more than {LONGEST} characters, which were left out.",)


def test_notes_are_few():
    """Somebody who broke everything does not fill the instructor's log."""
    many = [cell("x", f"cell-{number}", locked=True) for number in range(100)]
    made = clean(notebook(*many), extract(notebook()))
    assert len(made.notes) == 40
    assert made.notes[-1] == "And 61 notes more."


def test_own_cells_have_ids_only_where_the_format_has_them():
    """Before 4.5 a cell with an id is no valid cell."""
    old = released()
    old.nbformat_minor = 4
    for each in old.cells:
        each.pop("id")
    with_own = copy.deepcopy(old)
    with_own.cells.append(new_code_cell("x = 1"))
    nbformat.validate(clean(old, extract(with_own)).notebook)


def test_names_in_notes_can_be_printed():
    """A cell's name may hold what would repaint a terminal."""
    odd = {"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": {"grade_id": "\x1b[2J\u202eevil\n"}}}
    said = clean(released(), extract({"cells": [*submission().cells, odd]})).notes
    assert said[0] == "Not in the chapter, and treated as cells of the student's own: “?[2J?evil?”."


def test_the_cleaned_notebook_is_a_valid_one():
    """Everything after this step may rely on nbformat."""
    nbformat.validate(cleaned(lambda cells: cells.insert(0, new_code_cell("import os"))).notebook)
    untouched = clean(nbformat.read(CHAPTER_12, 4), None).notebook
    nbformat.validate(untouched)


def test_what_has_a_cell_of_the_chapter_or_answers_it_is_of_it():
    """By its text too, for whoever has lost the ids; and a new notebook with the answer in it. Any other is another."""
    assert is_of(released(), extract(submission()))
    assert is_of(released(), extract(notebook(new_code_cell("check_ask()"))))
    assert is_of(released(), extract(notebook(new_code_cell(ANSWER))))
    assert not is_of(released(), extract(notebook(new_code_cell("print(1)"), new_markdown_cell("Mine."))))
    assert not is_of(released(), extract(notebook()))


def test_of_a_chapter_without_named_cells_nothing_is_another_notebook():
    """Nothing in it is graded, and nothing tells what belongs to it: whatever came under its name is taken."""
    plain = notebook(new_code_cell("x = 1"))
    assert is_of(plain, extract(plain))
    assert is_of(notebook(), extract(notebook()))
    assert is_of(plain, extract(notebook(new_code_cell("while True: pass"))))


@pytest.mark.parametrize("other", ["01-contracts", "03-astream", "11-evidence"])
def test_another_chapter_is_another_notebook(other):
    """Though its quiz has the same names, and some cells are in every chapter."""
    path = CHAPTER_12.parents[1] / other / f"{other}.ipynb"
    boss = nbformat.read(CHAPTER_12, as_version=4)
    assert not is_of(boss, extract(nbformat.read(path, as_version=4)))
    assert is_of(boss, extract(copy.deepcopy(boss)))
