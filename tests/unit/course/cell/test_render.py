"""What a student reads: the promise, what went wrong in sentences, their own line, and no traceback of ours."""

import re
from dataclasses import replace

import pytest

from asynclab.course import CellVerdict, CheckFailed, Finding
from asynclab.course.cell import render
from asynclab.course.cell.cell_verdict import MIME, AskedRun, JudgedCell, to_data, told_once
from asynclab.course.cell.in_chapter import GradedTask, InChapter
from asynclab.course.cell.verdict_box import box
from asynclab.expect import Failure, Outcome
from asynclab.observe.run import Ending, Place, Run, Span, SpanEnd

PICTURED = Run(Ending.RETURNED, elapsed=4.0, spans=(Span(1, "call", "web", 0.0, 0, 4.0, 1, SpanEnd.DONE),))
PLACE = Place("cell 3", 7, "ask", "return [await one for one in all]")
TASK = GradedTask("Task 1. Ask", (("ask-time", 2.0), ("ask-order", 1.0)), "ask", "Who waits?")
HEADINGS = ("3. Mental model", "Task 1. Ask", "Task 2. Tell")


def failing(*failures, **about):
    """A verdict with these failures."""
    findings = tuple(Finding(failure, PICTURED) for failure in failures)
    return CellVerdict("ask-time", "Two <sources> cost `one`.", Outcome.FAILED, findings, **about)


def passing(**beside):
    """A verdict that passed, in a chapter of two tasks."""
    about = {"kept": 2, "earned": 3.0, "of": 6.0, "next": "Task 2. Tell", "headings": HEADINGS} | beside
    return CellVerdict("ask-time", "It holds.", Outcome.PASSED, beside=InChapter(2.0, TASK, **about))


def test_a_failure_is_the_promise_what_was_seen_why_and_what_to_try():
    """Each in a row of its own, with the student's line, and nothing else."""
    verdict = failing(Failure("It took 4 s.", "One waits for the other.", "Start both.", place=PLACE))
    assert render.text(verdict).split("\n") == [
        "✗ Not kept yet: Two <sources> cost `one`.",
        "",
        "  Seen  It took 4 s.",
        "  Why   One waits for the other.",
        "  Try   Start both.",
        "  Line  cell 3, line 7, in ask: return [await one for one in all]",
    ]


def test_of_a_check_that_asks_for_several_runs_it_is_told_which_one_went_wrong():
    """With its line in the check's cell; once for the failures of one run, and not at all where there is one run."""
    first, second = AskedRun(1, 7), AskedRun(2, 9)
    seen = [("One.", first), ("Two.", first), ("Three.", second)]
    findings = tuple(Finding(Failure(said), PICTURED, asked=run) for said, run in seen)
    verdict = CellVerdict("ask-time", "It holds.", Outcome.FAILED, findings, asked=2)
    rows = [line.strip() for line in render.text(verdict).split("\n") if line]
    assert rows[1:] == [
        "Seen  One.",
        "Run   1 of 2 in this check, at its line 7",
        "Seen  Two.",
        "Seen  Three.",
        "Run   2 of 2 in this check, at its line 9",
    ]
    assert box(verdict).count("in this check, at its line") == 2
    for told in (render.text, box):
        assert "in this check" not in told(replace(verdict, asked=1))
    hidden = tuple(Finding(Failure(said), PICTURED, hidden=True) for said in ("Four.", "Five."))
    for told in (render.text, box):
        assert told(replace(verdict, findings=hidden)).count("one that only grading asks for") == 1
    absent = replace(findings[0], run=Run(Ending.REFUSED))
    for told in (render.text, box):
        assert "in this check" not in told(replace(verdict, findings=(absent,)))


def test_three_failures_are_told_in_full_and_the_rest_are_counted():
    """Nobody mends five things at once."""
    for told in (render.text, box):
        said = told(failing(*(Failure(f"Failure {n}.") for n in range(5))))
        assert "Failure 2." in said
        assert "Failure 3." not in said
        assert "And 2 more: mend these first." in said


def test_the_same_sentence_is_told_once():
    """Two runs that fail alike are one thing to mend."""
    assert render.text(failing(Failure("It took 4 s."), Failure("It took 4 s."))).count("It took 4 s.") == 1


def test_what_was_told_with_its_cause_is_not_told_without_it():
    """Two runs that end alike, of which the second has lost its cause to the first; another line is another thing."""
    crash, other = Failure("It raised `X`.", "A slip.", "Mend it.", place=PLACE), replace(PLACE, line=8)
    findings = told_once(Finding(each) for each in (crash, crash, replace(crash, place=other)))
    verdict = replace(failing(), findings=findings)
    shown, more = render.told_in_full(verdict)
    assert ([each.place for each in shown], more) == ([str(PLACE), str(other)], 0)
    findings = told_once(Finding(each) for each in (crash, replace(crash, place=None)))
    shown, more = render.told_in_full(replace(failing(), findings=findings))
    assert ([each.place for each in shown], more) == ([str(PLACE)], 0)


def test_remarks_on_the_cells_stand_beside_what_was_judged():
    """Whatever came of it; they are no part of the data that decides points."""
    about = {"judged": (JudgedCell("ask", "cell In[3]", "d"),), "remarks": ("It was changed since.",)}
    for verdict in (failing(Failure("No."), **about), replace(passing(), **about)):
        for told in (render.text(verdict), box(verdict)):
            assert "It was changed since." in told
        assert to_data(verdict) == to_data(replace(verdict, remarks=()))


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


def test_the_picture_says_when_it_should_have_been_done_unless_that_is_hidden():
    """A time that a visible check states is drawn; of a hidden one it is an expected value."""
    late = Failure("It took 4 s.", timeline=True, due=3.0)
    told = {
        hidden: [
            str(each) for each in CellVerdict("a", "A.", Outcome.FAILED, (Finding(late, PICTURED, hidden),)).pictured()
        ]
        for hidden in (False, True)
    }
    assert told[False] == [str(PICTURED.timeline().due(3.0))]
    assert "should be done: 3 s" in told[False][0]
    assert not any("should be done" in each for each in told[True])


def test_a_timeline_is_shown_where_time_is_the_point():
    """In the text, and as a picture in the box; once for a run."""
    verdict = failing(Failure("It took 4 s.", timeline=True), Failure("It was late.", timeline=True))
    assert str(PICTURED.timeline()) in str(CheckFailed(verdict))
    assert box(verdict).count("<img") == 1
    without = failing(Failure("It returned 3."))
    assert "web" not in str(CheckFailed(without))
    assert "<img" not in box(without)


def test_a_notebooks_traceback_is_one_line():
    """What the box has told is told once; an empty traceback would make JupyterLab show all of it."""
    lines = CheckFailed(failing(Failure("It took 4 s.", timeline=True)))._render_traceback_()
    assert lines == ["✗ Not kept yet."]
    assert CheckFailed(replace(passing(), outcome=Outcome.FAILED))._render_traceback_() == [
        "✗ Not kept yet, 0 of 2 points."
    ]


def test_html_is_escaped_and_code_is_code():
    """A promise with angle brackets stays text, and so does a student's line."""
    shown = box(failing(Failure("It took 4 s.", place=Place("cell 3", 1, "ask", "<script>"))))
    assert "Two &lt;sources&gt; cost <code" in shown
    assert ">one</code>" in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown


def test_a_section_to_reread_is_a_link_to_its_heading():
    """By the name that JupyterLab gives a heading; a section that nobody knows is told by its name."""
    verdict = failing(Failure("Late.", section="Mental model"), beside=passing().beside)
    assert '<a href="#3.-Mental-model">Mental model</a>' in box(verdict)
    assert "Reread: “Nowhere”" in box(failing(Failure("Late.", section="Nowhere"), beside=passing().beside))
    assert "Reread: “Mental model”." in render.text(verdict)


def test_a_promise_not_kept_is_a_heading_to_whoever_is_read_the_page():
    """So that one can go from each to the next; what passed is passed over."""
    assert '<strong role="heading" aria-level="3">✗ Not kept yet: Two &lt;sources' in box(failing(Failure("Late.")))
    assert "heading" not in box(passing(headings=()))


def test_not_started_is_calm():
    """A line and what to do: no rows, no picture, no hint."""
    verdict = CellVerdict("q", "It holds.", Outcome.NOT_ATTEMPTED, (Finding(Failure("Replace the line."), PICTURED),))
    assert render.text(verdict) == "○ Not started: It holds.\n  Replace the line."
    assert "#8a8f98" in box(verdict)
    assert "Seen" not in box(verdict)
    assert "<img" not in box(verdict)


def test_a_pass_is_a_tick_and_its_note():
    """The promise, proven."""
    verdict = CellVerdict("q", "It holds.", Outcome.PASSED, note="You chose “b”.")
    assert render.text(verdict) == "✓ It holds.\n\n  You chose “b”."


@pytest.mark.parametrize("told", [render.text, box])
def test_the_cell_that_was_judged_is_named(told):
    """So that nobody mends one cell while another is judged."""
    said = told(failing(Failure("Late."), judged=(JudgedCell("ask", "cell In[198]", "0"),)))
    assert "of cell In[198]." in said


@pytest.mark.parametrize("told", [render.text, box])
def test_of_what_was_judged_the_students_own_part_is_named(told):
    """A chapter's own function may be what is called, and a student does not know why it is named."""
    judged = (JudgedCell("narrator", "cell In[9]", "0"), JudgedCell("sentences", "cell In[8]", "1"))
    task = GradedTask("Task 2. Sentences", (("ask-time", 2.0),), "sentences", names=frozenset({"sentences"}))
    beside = InChapter(points=2.0, task=task, kept=0, earned=0.0, of=2.0)
    said = told(replace(failing(Failure("Late."), judged=judged), beside=beside)).replace("`", "")
    said = " ".join(re.sub(r"</?code[^>]*>", "", said).split())
    assert "This check ran the narrator of cell In[9], with your sentences of cell In[8]." in said


@pytest.mark.parametrize("told", [render.text, box])
def test_a_failure_is_told_once_and_one_without_words_not_at_all(told):
    """Whatever section each of them would have reread, and where something else is told."""
    twice = (Failure("Nothing was called.", section="One"), Failure("Nothing was called."))
    assert told(failing(*twice)).count("Nothing was called.") == 1
    assert "Seen  …" not in render.text(failing(Failure("Late."), Failure("…")))


@pytest.mark.parametrize("told", [render.text, box])
def test_the_check_that_completes_a_task_says_so(told):
    """With its points, the chapter's sum, our solution and the next task; a check before it does not."""
    done = " ".join(told(passing(solution="async def ask(): ...")).split())
    assert "Task 1. Ask is done: 2 of 2 visible promises kept" in done
    assert "3 of 3 points" in done
    assert "In this chapter so far: 3 of 6 points." in done
    assert "Task 2. Tell" in done
    assert "is done" not in told(passing(kept=1))


def test_a_solution_and_the_next_task_are_where_they_can_be_clicked():
    """Folded, and linked."""
    shown = box(passing(solution="async def ask(): ..."))
    assert "<summary" in shown
    assert "async def ask(): ..." in shown
    assert '<a href="#Task-2.-Tell">Task 2. Tell</a>' in shown


def test_a_link_keeps_what_a_browser_keeps_of_a_heading():
    """JupyterLab compares the address with the heading as it is written: an encoded comma leads nowhere."""
    assert '<a href="#Sentences,-and-why?-a:b">' in box(passing(next="Sentences, and why? a:b"))


@pytest.mark.parametrize("told", [render.text, box])
def test_a_chapter_ends_with_its_total_and_the_way_on(told):
    """Once nothing is left to pass."""
    said = " ".join(told(passing(earned=6.0, next="", index="../index.ipynb")).split())
    assert "This chapter is complete: 6 of 6 points." in said
    assert "index" in said


def test_outside_a_notebook_a_verdict_is_printed(capsys):
    """A script or a test run reads the same."""
    render.show(CellVerdict("q", "It holds.", Outcome.PASSED))
    assert capsys.readouterr().out == "✓ It holds.\n"


def test_long_sentences_are_cut_between_words_and_never_before_a_unit():
    """In a terminal; the indentation stays."""
    lines = render.text(failing(Failure("It took 4 s and more. " * 20))).splitlines()[2:]
    assert all(len(line) <= render.WIDTH for line in lines)
    assert all(line.startswith(("  Seen  ", "        ")) for line in lines)
    assert not any(line.strip().startswith("s ") for line in lines)
    assert len(lines) == 6


def test_a_students_own_check_says_that_it_counts_for_nothing_and_leaves_no_verdict():
    """In its heading, passed or not; and the saved notebook has nothing of it that progress is read from."""
    for outcome in (Outcome.PASSED, Outcome.FAILED, Outcome.UNGRADED):
        own = CellVerdict("ask-time", "It holds.", outcome, note="This check is your own.", counts=False)
        assert "It holds. (counts for nothing)" in render.text(own)
        assert "counts for nothing" in box(own)
        assert render.in_a_word(own).endswith(", counts for nothing.")
        assert MIME not in render.bundle(own)
        assert MIME in render.bundle(replace(own, counts=True))
