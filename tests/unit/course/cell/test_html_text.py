"""A student's text turns no order of reading on a page."""

from dataclasses import replace

import pytest

from asynclab.course import CellVerdict, Finding
from asynclab.course.cell.cell_verdict import JudgedCell
from asynclab.course.cell.html_text import html_text
from asynclab.course.cell.verdict_box import box
from asynclab.expect import Failure, Outcome
from asynclab.grade.nbgrader_app.feedback.feedback_cells import FeedbackCell
from asynclab.grade.nbgrader_app.feedback.feedback_summary import page
from asynclab.observe.run import Ending, Place, Run, Span, SpanEnd

# every character that Unicode's bidirectional algorithm reads as a control, and the number it is shown by
CONTROLS = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]


@pytest.mark.parametrize("number", CONTROLS, ids=hex)
def test_a_control_is_shown_by_its_number(number):
    """As in a terminal; letters of any script, and joiners, stay as they are."""
    assert html_text(f"a{chr(number)}<b") == f"a\\u{number:04x}&lt;b"
    assert html_text("שלום 👩\u200d🚀") == "שלום 👩\u200d🚀"


def test_no_text_of_a_students_turns_a_verdicts_box_or_the_first_page_of_feedback():
    """In what was seen, in their line, in the names of their cells and calls, in a heading of their own."""
    evil = "".join(map(chr, CONTROLS))
    run = Run(Ending.RETURNED, elapsed=1.0, spans=(Span(1, "call", evil, 0.0, 0, 1.0, 1, SpanEnd.DONE),))
    failure = Failure(evil, evil, evil, evil, evil, timeline=True, place=Place(evil, 1, evil, evil))
    judged = (JudgedCell(evil, evil, "0"),)
    verdict = CellVerdict("a-b", evil, Outcome.FAILED, (Finding(failure, run),), evil, judged, (evil,))
    cell = FeedbackCell("a-b", evil, evil, 0.0, 1.0, None, "", "")
    said = page(evil, [cell, replace(cell, outcome=Outcome.FAILED, box=box(verdict))], reason=evil) + page("p", [cell])
    assert set(said).isdisjoint(evil)
