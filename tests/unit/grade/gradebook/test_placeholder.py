"""What lies in the place of a submission that could not be graded can be opened, graded by hand and commented."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.grade.gradebook.for_graders import is_for_graders
from asynclab.grade.gradebook.placeholder import placeholder, reason_at, reason_of
from asynclab.grade.nbgrader_app.feedback.hide_tests import hide

REASON = "12-boss.ipynb: Its file could not be read as a notebook: it ends in the middle."
ABOUT = {"grade": True, "solution": False, "locked": True, "points": 2, "grade_id": "ask-order", "schema_version": 3}


def released():
    """A notebook as it was handed out, with one graded cell."""
    return new_notebook(
        cells=[new_markdown_cell("# Chapter"), new_code_cell("1 + 1", metadata={"nbgrader": dict(ABOUT)})]
    )


def test_the_release_follows_its_reason():
    """The graded cells are there, so that formgrader has a box for their points; the release stays as it is."""
    chapter = released()
    made = placeholder(chapter, REASON, "12-boss.ipynb.handed-in.txt")
    nbformat.validate(made)
    assert made.cells[2:] == chapter.cells
    assert f"> {REASON}" in made.cells[0].source
    assert "Hand the notebook in again" in made.cells[0].source
    assert "`12-boss.ipynb.handed-in.txt`" in made.cells[1].source
    assert (reason_of(made), reason_of(chapter)) == (REASON, "")


def test_an_old_format_has_no_ids_of_cells():
    """A notebook of format 4.4 stays valid."""
    chapter = released()
    chapter.nbformat_minor = 4
    for cell in chapter.cells:
        del cell["id"]
    nbformat.validate(placeholder(chapter, REASON))


@pytest.mark.parametrize("quoted", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "a\n\n# b\n\n<img src=x>"])
def test_a_reason_that_quotes_a_student_is_shown_as_text(quoted):
    """It may have the message of an error that student code raised."""
    made = placeholder(released(), f"RuntimeError: {quoted}")
    html = nbformat_html(made.cells[0].source)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def nbformat_html(markdown):
    """The HTML that formgrader makes of a text cell."""
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    return markdown2html_mistune(markdown)


def test_feedback_has_the_reason_and_not_what_is_for_graders():
    """A student learns why, and what to do."""
    made = placeholder(released(), REASON)
    assert [is_for_graders(cell) for cell in made.cells] == [False, True, False, False]
    hide(made)
    assert len(made.cells) == 3
    assert REASON in made.cells[0].source


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"metadata": {"asynclab": []}}', '{"metadata": 1}'])
def test_a_file_that_is_no_placeholder_has_no_reason(tmp_path, text):
    """Whatever lies there."""
    path = tmp_path / "p.ipynb"
    if text is not None:
        path.write_text(text)
    assert reason_at(path) == ""


def test_its_reason_is_read_from_its_file(tmp_path):
    """For the class table and the export."""
    path = tmp_path / "p.ipynb"
    path.write_text(json.dumps(placeholder(released(), REASON)))
    assert reason_at(path) == REASON
