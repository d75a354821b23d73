"""Feedback's exporter writes the page that nbconvert's own would."""

import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from asynclab.grade.nbgrader_app.feedback.feedback_exporter import FeedbackExporter
from tests.unit.grade.pages import configuration, resources

CELLS = {
    "code with an error": new_code_cell(
        "1/0", outputs=[new_output("error", ename="E", evalue="v", traceback=["at 1"])]
    ),
    "HTML that nobody closed": new_code_cell("x", outputs=[new_output("display_data", {"text/html": "<div><b>bold"})]),
    "a described picture": new_markdown_cell("![rings](https://example.org/a.png) and *prose*"),
    "a picture without words": new_markdown_cell('<img src="https://example.org/a.png"> <IMG\nsrc="b.png">'),
}


def page(exporter, cell, template):
    """The page of a notebook with one cell, as nbgrader's feedback makes it, read as BeautifulSoup reads it."""
    made = exporter(config=configuration(template))
    html, _ = made.from_notebook_node(new_notebook(cells=[cell]), resources=resources())
    return str(BeautifulSoup(html, "html.parser"))


@pytest.mark.parametrize("template", ["feedback", "lab"])
@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_a_page_is_the_one_that_nbconvert_makes(cell, template):
    """Pictures without words and JupyterLab's own template, which is made accessible afterwards, included."""
    assert page(FeedbackExporter, cell, template) == page(HTMLExporter, cell, template)


@pytest.mark.parametrize("kind", [new_code_cell, new_markdown_cell])
def test_what_a_terminal_would_obey_is_shown_by_its_number(kind):
    """In a student's text: a control character, and one that turns the order of reading around. Others stay."""
    made = FeedbackExporter(config=configuration("feedback"))
    html, _ = made.from_notebook_node(
        new_notebook(cells=[kind("x = 'a\x1b[2Jb\x9bc\u202ed\tö\u200de'")]), resources=resources()
    )
    assert not set("\x1b\x9b\u202e") & set(html)
    assert all(shown in html for shown in (r"a\x1b[2Jb", r"\x9bc", r"\u202ed", "ö\u200de"))
