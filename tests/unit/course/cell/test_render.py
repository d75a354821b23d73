"""What a student reads: the promise, what went wrong in sentences, their own line, and no traceback of ours."""

from asynclab.course import CellVerdict, CheckFailed, Finding
from asynclab.course.cell import render
from asynclab.course.cell.cell_verdict import told_once
from asynclab.expect import Failure, Outcome
from asynclab.observe.run import Ending, Place, Run, Span, SpanEnd

PICTURED = Run(Ending.RETURNED, elapsed=4.0, spans=(Span(1, "call", "web", 0.0, 0, 4.0, 1, SpanEnd.DONE),))
PLACE = Place("cell 3", 7, "ask", "return [await one for one in all]")


def failing(*failures, **about):
    """A verdict with these failures."""
    findings = tuple(Finding(failure, PICTURED) for failure in failures)
    return CellVerdict("ask-time", "Two <sources> cost `one`.", Outcome.FAILED, findings, **about)


def test_a_failure_is_the_promise_the_sentence_and_the_students_line():
    """And nothing else."""
    verdict = failing(Failure("It took 4 s.", "One waits for the other.", "Start both.", place=PLACE))
    assert render.sentences(verdict).split("\n") == [
        "✗ Two <sources> cost `one`.",
        "",
        "  It took 4 s. One waits for the other. Start both.",
        "    cell 3, line 7, in ask: return [await one for one in all]",
    ]


def test_three_failures_are_told_in_full_and_the_rest_are_counted():
    """Nobody mends five things at once."""
    told = render.sentences(failing(*(Failure(f"Failure {n}.") for n in range(5))))
    assert "Failure 2." in told
    assert "Failure 3." not in told
    assert told.endswith("And 2 more: mend these first.")


def test_the_same_sentence_is_told_once():
    """Two runs that fail alike are one thing to mend."""
    assert render.sentences(failing(Failure("It took 4 s."), Failure("It took 4 s."))).count("It took 4 s.") == 1


def test_the_same_advice_is_given_once():
    """A second failure of the same cause tells what was seen, and not the remedy again."""
    failures = (
        Failure(seen, "In turn.", "Start both.", "It should take 3 s.") for seen in ("It took 4 s.", "No overlap.")
    )
    findings = told_once(Finding(failure) for failure in failures)
    assert [finding.sentence for finding in findings] == [
        "It took 4 s. It should take 3 s. In turn. Start both.",
        "No overlap. It should take 3 s.",
    ]


def test_a_timeline_is_shown_where_time_is_the_point():
    """In the text of the error, and as a picture in the notebook; once for a run."""
    verdict = failing(Failure("It took 4 s.", timeline=True), Failure("It was late.", timeline=True))
    assert str(PICTURED.timeline()) in str(CheckFailed(verdict))
    assert render.html(verdict).count("<img") == 1
    without = failing(Failure("It returned 3."))
    assert "web" not in str(CheckFailed(without))
    assert "<img" not in render.html(without)


def test_a_notebook_shows_the_sentences_below_the_picture():
    """The error repeats neither the picture nor a traceback."""
    lines = CheckFailed(failing(Failure("It took 4 s.", timeline=True)))._render_traceback_()
    assert lines == ["✗ Two <sources> cost `one`.", "", "  It took 4 s."]


def test_html_is_escaped_and_code_is_code():
    """A promise with angle brackets stays text."""
    assert "Two &lt;sources&gt; cost <code>one</code>." in render.html(failing(Failure("It took 4 s.")))


def test_a_pass_is_a_tick_and_its_note():
    """The promise, proven."""
    verdict = CellVerdict("q", "It holds.", Outcome.PASSED, note="You chose “b”.")
    assert render.brief(verdict) == "✓ It holds.\n\n  You chose “b”."


def test_outside_a_notebook_a_verdict_is_printed(capsys):
    """A script or a test run reads the same."""
    render.show(CellVerdict("q", "It holds.", Outcome.PASSED))
    assert capsys.readouterr().out == "✓ It holds.\n"


def test_a_notebook_cuts_long_sentences_between_words():
    """JupyterLab itself would cut them wherever a line is full; the indentation stays."""
    lines = CheckFailed(failing(Failure("A long story. " * 20)))._render_traceback_()
    assert all(len(line) <= render.WIDTH for line in lines)
    assert len(lines) == 5
    assert all(line.startswith(("  A long", "  long", "  story")) for line in lines[2:])
