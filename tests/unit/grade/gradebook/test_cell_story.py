"""What a graded cell has to tell beside its points: its failures in full, its timelines, and the answer."""

import pytest
from nbformat import from_dict

from asynclab.course.cell.cell_verdict import MIME, CellVerdict, Finding
from asynclab.expect import Failure, Outcome
from asynclab.grade.gradebook.cell_story import ToldFailure, stories
from asynclab.grade.judge.verdict_outputs import outputs
from asynclab.observe.run import Ending, Run, Span, SpanEnd
from tests.unit.grade.notebooks import graded, notebook, solution

RUN = Run(Ending.RETURNED, elapsed=4.0, spans=(Span(1, "call", 'we"b', 0.0, 0, 4.0, 1, SpanEnd.DONE),))
LATE = Failure("It took 4 s.", expected="It should take 3 s.", timeline=True)


def told(*found):
    """The story of a graded cell with these outputs, below an answer."""
    cell = graded("...", "ask-time")
    cell.outputs = list(found)
    (story,) = stories(notebook(solution("def ask(): ...", "ask"), cell))
    return story


def judged(*findings):
    """The outputs of a check, as the judge writes them."""
    verdict = CellVerdict("ask-time", "It takes 3 s.", Outcome.FAILED, findings)
    return [from_dict(output) for output in outputs(verdict)]


def test_a_verdict_tells_its_failures_and_brings_its_timeline():
    """The very picture that the box shows, in both widths, with its alternative text."""
    story = told(*judged(Finding(LATE, RUN), Finding(LATE, RUN, hidden=True)))
    assert story.failures == (ToldFailure("It took 4 s. It should take 3 s."), ToldFailure("It took 4 s.", hidden=True))
    (picture,) = story.pictures
    assert picture.alt == RUN.timeline().alt
    assert f"base64,{picture.wide}" in RUN.timeline().html()
    assert f"base64,{picture.narrow}" in RUN.timeline().html()
    assert picture.wide != picture.narrow


def test_the_answer_is_the_solution_cell_above():
    """Whatever the graded cell shows."""
    assert (told().answer_id, told().answer) == ("ask", "def ask(): ...")


@pytest.mark.parametrize(
    "html",
    [
        "<picture><source srcset='x'/><img src='https://example.org/spy.png'/></picture>",
        '<picture><source media="" srcset="data:image/svg+xml;base64,AA=="/>'
        '<img alt="a" style="" src="data:text/html;base64,AA=="/></picture>',
        ["<picture>"],
        "<script>alert(1)</script>",
    ],
)
def test_of_html_nothing_is_taken_but_timelines(html):
    """What else an output has is no picture."""
    output = from_dict(
        {"output_type": "display_data", "metadata": {}, "data": {MIME: {"failures": []}, "text/html": html}}
    )
    assert told(output).pictures == ()


@pytest.mark.parametrize("verdict", ["none", [], {"failures": "x"}, {"failures": [3]}, {}])
def test_a_verdict_that_cannot_be_read_tells_what_it_can(verdict):
    """It never raises."""
    output = from_dict({"output_type": "display_data", "metadata": {}, "data": {MIME: verdict}})
    assert all(isinstance(each, ToldFailure) for each in told(output).failures)


def test_a_picture_without_a_verdict_is_a_students():
    """Only the judge's outputs are looked at."""
    output = from_dict({"output_type": "display_data", "metadata": {}, "data": {"text/html": RUN.timeline().html()}})
    assert told(output).pictures == ()
