"""White space of a value is shown as it is: in a check that is about nothing else, what came and what is due look alike
otherwise."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from asynclab.course import CellVerdict, Finding
from asynclab.course.cell import render
from asynclab.course.cell.cell_verdict import JudgedCell
from asynclab.course.cell.in_chapter import GradedTask, InChapter
from asynclab.course.cell.verdict_box import box, row, summary
from asynclab.expect import Failure, Outcome
from asynclab.grade.nbgrader_app.exports.feedback_text import plain_text
from asynclab.observe.run import Place

VALUE = "'d   e'"
TASK = GradedTask(VALUE, (("q", 2.0),), "t", VALUE)
BESIDE = InChapter(2.0, TASK, 1, 2.0, 4.0, VALUE)
FAILURE = Failure(f"It gave {VALUE}.", f"{VALUE} came.", f"Try `{VALUE}`.", f"{VALUE} is due.", VALUE)
FAILED = CellVerdict(
    "q",
    VALUE,
    Outcome.FAILED,
    (Finding(replace(FAILURE, place=Place("cell In[3]", 1, "ask", f"return {VALUE}"))),),
    VALUE,
    (JudgedCell(VALUE, VALUE, "0"),),
    (VALUE,),
    beside=BESIDE,
)
PASSED = replace(FAILED, outcome=Outcome.PASSED, findings=())
VERDICTS = [FAILED, replace(FAILED, outcome=Outcome.NOT_ATTEMPTED), PASSED]


class Collapsing(HTMLParser):
    """The texts of a page that a browser shows with one blank in place of several."""

    def __init__(self):
        super().__init__()
        self.styles, self.shown, self.collapsed = ["normal"], 0, []

    def handle_starttag(self, tag, attrs):
        """White space is as the element's style says, or as around it."""
        found = re.search(r"white-space: ([\w-]+)", dict(attrs).get("style") or "")
        if tag not in ("br", "img", "source"):
            self.styles.append(found[1] if found else self.styles[-1])

    def handle_endtag(self, tag):
        """And then as around it."""
        self.styles.pop()

    def handle_data(self, data):
        """Several blanks are one where white space is not kept."""
        self.shown += data.count("d   e")
        if "  " in data and not self.styles[-1].startswith("pre"):
            self.collapsed.append(data)


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.outcome.name.lower())
def test_a_page_shows_blanks_of_a_value_as_they_are(verdict):
    """In what was seen, why, what to try, the line, the promise, the notes, the hint, the solution, the summary."""
    page = Collapsing()
    page.feed(box(verdict) + summary(VALUE, row(verdict), whole=False))
    assert page.shown >= 5
    assert page.collapsed == []
    assert page.styles == ["normal"]


def test_the_collapsing_reader_knows_a_page_that_collapses():
    """A box whose style lets blanks go is found."""
    page = Collapsing()
    page.feed(box(FAILED).replace("white-space: pre-wrap", "white-space: normal"))
    assert page.collapsed != []


@pytest.mark.parametrize("before", range(60, 100))
def test_no_line_of_a_text_ends_within_a_value_at_several_blanks(before):
    """Wherever the end of a line comes: a break there would look like one blank."""
    said = f"{'x' * (before - 4)} [{VALUE}]."
    assert VALUE in "\n".join(render.wrapped(said))
    assert render.wrapped("  one two") == ["  one two"]


def test_a_platforms_comment_keeps_blanks_in_html_and_joins_lines():
    """A platform shows a comment as HTML, where one of several blanks is shown."""
    hard = "'d\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} e'"
    assert plain_text(f"<div>Seen</div><div>It gave {VALUE}.</div>") == f"Seen: It gave {hard}."
    assert plain_text("<pre>Error:\n    at  1\n</pre>") == "Error: at\N{NO-BREAK SPACE} 1"
