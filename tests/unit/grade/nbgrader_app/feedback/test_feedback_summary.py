"""Feedback's first page tells the score by task, and what was not kept."""

import copy

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from asynclab.expect.outcome import Outcome
from asynclab.grade.intake.clean import OWN_TEXT
from asynclab.grade.nbgrader_app.feedback.feedback_cells import FeedbackCell, graded_cells, link_sections, title_of
from asynclab.grade.nbgrader_app.feedback.feedback_summary import SummarizeFeedback, page
from asynclab.grade.nbgrader_app.feedback.hide_tests import TOLD

FAILED, UNTRIED = Outcome.FAILED, Outcome.NOT_ATTEMPTED


def cell(name="a-b", points=1.0, of=1.0, section="Task 1", outcome=Outcome.PASSED, **more):
    """A graded cell, as its student reads of it."""
    return FeedbackCell(name, f"Promise {name}.", section, points, of, outcome, **more)


def words(*cells, **more):
    """What the page reads like."""
    return " ".join(BeautifulSoup(page("12-boss", cells, **more), "html.parser").get_text(" ").split())


@pytest.mark.parametrize(
    ("cells", "more", "told"),
    [
        ([cell(of=2.0, points=2.0)], {}, "2 of 2 points"),
        ([cell(), cell(points=0.0, outcome=FAILED)], {}, "1 of 2 points"),
        ([cell(of=4.0, points=4.0)], {"penalty": 1.5}, "2.5 of 4 points (1.5 off: it was handed in late)"),
        (
            [cell(of=4.0, points=4.0)],
            {"penalty": 1.5, "late": "3 hours after it was due"},
            "2.5 of 4 points (1.5 off: it was handed in 3 hours after it was due)",
        ),
        ([cell(of=4.0, points=4.0)], {"late": "3 hours after it was due"}, "4 of 4 points"),
        ([cell(), cell(points=None)], {}, "1 of 2 points so far: a person has to grade 1 more"),
        ([cell(points=None, of=3.0)], {}, "? of 3 points"),
    ],
)
def test_the_sum_stands_first_and_is_no_zero_for_what_nobody_knows(cells, more, told):
    """Less the penalty; what waits for a person is said to."""
    assert words(*cells, **more).startswith(f"12-boss {told}")


def test_each_task_has_a_row_with_its_sign():
    """All kept, one lost, nothing tried, a person's."""
    said = words(
        cell("a-1"),
        cell("b-1", section="Task 2"),
        cell("b-2", 0.0, section="Task 2", outcome=FAILED),
        cell("c-1", 0.0, section="Task 3", outcome=UNTRIED),
        cell("d-1", None, section="Task 4"),
    )
    assert "✓ Task 1 1 of 1 kept 1 of 1 point ✗ Task 2 1 of 2 kept 1 of 2 points" in said
    assert "○ Task 3 not started 0 of 1 point ? Task 4 0 of 1 kept ? of 1 point" in said


def test_a_promise_not_kept_stands_with_what_its_check_said():
    """And a link into the notebook; what was not tried is no promise broken."""
    html = page("p", [cell("a-1", 0.0, outcome=FAILED, box="<div>SEEN</div>"), cell("a-2", 0.0, outcome=UNTRIED)])
    assert "<h2>A promise not kept</h2>" in html
    assert html.count("<div>SEEN</div>") == 1
    assert html.count('href="#a-1">In the notebook') == 1
    assert "Promise a-2." not in html


def test_a_plain_test_that_failed_has_a_heading_of_ours():
    """Its box is an error's text, which does not name it."""
    assert "<h3>✗ Promise a-1.</h3><pre>E</pre>" in page("p", [cell("a-1", 0.0, outcome=None, box="<pre>E</pre>")])


def test_what_a_comment_quotes_takes_no_effect():
    """Who grades may quote a student's text; and Markdown is Markdown."""
    comment = "Well *done*: <script>alert(1)</script><img src=x onerror=alert(1)> `<b>`"
    said = page("12-boss", [cell(comment=comment)])
    assert "<em>done</em>" in said
    assert "&lt;b&gt;" in said
    assert [each for each in ("<script", "alert", "onerror") if each in said] == []


def test_who_kept_everything_reads_so():
    """And no heading for what was not."""
    assert words(cell()).endswith("✓ Every promise is kept.")


def test_what_was_not_taken_as_it_came_stands_at_the_end():
    """A locked cell that was edited, a file that was left out; markup in a file's name is text."""
    notes = [
        "The cell “setup” differs from the chapter's; the chapter's own text was put back.",
        "The file “<b>.py” was left out.",
    ]
    html = page("p", [cell()], notes=notes)
    assert html.endswith(
        "<h2>Not taken as you handed it in</h2><ul><li>The cell “setup” differs from the chapter&#x27;s; the "
        "chapter&#x27;s own text was "
        "put back.</li><li>The file “&lt;b&gt;.py” was left out.</li></ul>"
    )
    assert "Not taken" not in page("p", [cell()])


def test_comments_and_headings_are_text():
    """A comment's Markdown is rendered, a heading's is left out but for code; names are escaped."""
    html = page("<p>", [cell(section="The *slow* `reader` <b>", comment="**Well** done")])
    assert "<strong>Well</strong> done" in html
    assert "The slow <code>reader</code> &lt;b&gt;" in html
    assert "<h1>&lt;p&gt;</h1>" in html


def test_what_could_not_be_graded_says_why_and_what_to_do():
    """No table of zeros; what a person gave all the same is there."""
    told = words(cell(points=None), reason="Its file is no notebook.")
    assert told == (
        "12-boss ? of 1 point Your work could not be graded. Its file is no notebook. "
        "This is not a zero: there are no points yet. Hand the notebook in again: open it in JupyterLab, look whether "
        "your answers are in it, save it, and hand in that file."
    )
    assert "✓ Task 1" in words(cell(points=1.0), cell("x", None), reason="It.")


def graded(**about):
    """A graded cell of a notebook."""
    said = {"grade": True, "solution": False, "task": False, "grade_id": "ask-order", "points": 2.0, **about}
    return new_code_cell("1", metadata={"nbgrader": said})


def notebook():
    """A chapter's task and a plain test."""
    told = {"promise": "In order.", "outcome": "failed"}
    check = graded(score=0.0, known=True, **{TOLD: told})
    check.outputs = [new_output("display_data", {"text/html": "<div>BOX</div>"})]
    test = graded(grade_id="test", score=0.0, known=False, **{TOLD: {"promise": "", "outcome": "could not be graded"}})
    test.outputs = [new_output("error", ename="E", evalue="<v>", traceback=["\x1b[31mE"])]
    test.metadata.nbgrader.pop(TOLD)
    answer = new_code_cell("x", metadata={"nbgrader": {"solution": True, "grade": False, "grade_id": "ask"}})
    answer.metadata.nbgrader["comment"] = "Good."
    return new_notebook(cells=[new_markdown_cell("# One\n\n## Task 1. Ask\n\ntext"), answer, check, test])


def test_cells_are_read_with_what_the_steps_before_left_in_them():
    """Promise, section, points, box, the comment on the answer; a plain test by its name and error."""
    check, test = graded_cells(notebook())
    assert check == FeedbackCell(
        "ask-order", "In order.", "Task 1. Ask", 0.0, 2.0, FAILED, "<div>BOX</div>", comment="Good."
    )
    assert test == FeedbackCell("test", "test", "Task 1. Ask", None, 2.0, None, "<pre>E: &lt;v&gt;</pre>")


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("Task 1. Ask", 'Reread: <a href="#Task-1.-Ask">Task 1. Ask</a>'),
        ("Doing `x` &amp; more", 'Reread: <a href="#2.-Doing-x-&amp;-more">Doing x &amp; more</a>'),
        ("Elsewhere", "Reread: “Elsewhere”"),
    ],
)
def test_what_to_reread_is_a_link_where_the_page_has_it(section, told):
    """By the text of its heading, as nbconvert addresses it; in the boxes of checks, whose texts are ours, alone."""
    chapter = notebook()
    said = f"<div>Reread: “{section.replace('`', '')}” · more</div>"
    shown = [new_output("display_data", {"text/html": said})]
    chapter.cells += [new_markdown_cell("## 2. Doing `x` & more"), new_code_cell("1", outputs=shown)]
    chapter.cells[2].outputs = copy.deepcopy(shown)
    link_sections(chapter)
    assert chapter.cells[2].outputs[0].data["text/html"] == f"<div>{told} · more</div>"
    assert chapter.cells[-1].outputs[0].data["text/html"] == said


def test_headings_in_the_notebook_name_promises():
    """In place of “Test cell” twenty-four times."""
    shown, resources = SummarizeFeedback().preprocess(notebook(), {"nbgrader": {"notebook": "12-boss"}})
    assert [each.metadata.nbgrader.get("heading") for each in shown.cells[2:]] == ["✗ In order.", "? test"]
    assert "0 of 4 points so far: a person has to grade 1 more" in resources["summary"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Chapter 3. `astream`: *tokens*\n\ntext", "Chapter 3. astream: tokens"),
        ("text\n\n# snake_case #", "snake_case"),
        ("## Task 1", ""),
        ("# This work could not be graded\n\nIt breaks off.", ""),
    ],
)
def test_a_page_is_called_as_its_chapter_calls_itself(text, title):
    """Without Markdown; what stands in the place of work that could not be graded is no title."""
    assert title_of(new_notebook(cells=[new_markdown_cell(text), new_code_cell("# no title")])) == title


def test_headings_in_a_students_own_text_are_none_of_the_chapters():
    """They name neither the page nor a task."""
    shown = notebook()
    shown.cells.insert(0, new_markdown_cell("# Mine", metadata={OWN_TEXT: True}))
    shown.cells.insert(3, new_markdown_cell("## Also mine", metadata={OWN_TEXT: True}))
    assert title_of(shown) == "One"
    assert {each.section for each in graded_cells(shown)} == {"Task 1. Ask"}


def test_that_nothing_was_tried_is_told_once():
    """nbgrader's own comment on an untouched answer is none where the table says it; a person's, and one on an answer
    that waits, stays."""
    untried = cell("a-1", 0.0, outcome=UNTRIED, comment="No response.")
    assert "No response." not in words(untried)
    assert "Ask me." in words(cell("a-1", 0.0, outcome=UNTRIED, comment="Ask me."))
    assert "No response." in words(cell("a-1", None, outcome=None, comment="No response."))


def test_another_file_that_was_not_graded_is_told_first():
    """Before the table of what was graded; its name is text."""
    html = page("p", [cell()], second="“<b>.ipynb” was handed in too.")
    told = "<strong>Another file was not graded.</strong> “&lt;b&gt;.ipynb” was handed in too."
    assert told in html
    assert html.index(told) < html.index("<table")
