"""What comes from a submission is shown on a terminal and in a log, and does nothing there."""

import io
import json
import logging
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_notebook
from rich.console import Console

from asynclab.expect.outcome import Outcome
from asynclab.grade.batch.prepare import SubmissionTask
from asynclab.grade.batch.progress_reporter import SubmissionProgress, teller
from asynclab.grade.batch.publish import Graded
from asynclab.grade.batch.submission import Submission
from asynclab.grade.gradebook.models import NotebookEntry, NotebookScores, StudentGrade
from asynclab.grade.gradebook.results import Result
from asynclab.grade.gradebook.verdicts import Reading, Standing
from asynclab.grade.intake.files import Gathered
from asynclab.grade.regrade.dry_run import DryRun
from asynclab.grade.terminal import escape_log, escaped
from asynclab.report.table import class_table
from asynclab.report.table_view import show

EVIL = "\x1b[2J\x1b]0;own\x07\x9b31m\u202egnip\u2066\u200b\x7f\r[red]x[/red]"
SEEN = "\\x1b[2J\\x1b]0;own\\x07\\x9b31m\\u202egnip\\u2066\\u200b\\x7f\\r[red]x[/red]"


def obeyed(text):
    """The characters in a text that a terminal would not show."""
    return {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {"\n"}


@pytest.mark.parametrize("text", ["Zoë, 李, naïve: “2 × 3 → 6”", "", "plain", "a\u0301"])
def test_what_has_a_shape_stays(text):
    """Letters of any language, marks and signs."""
    assert escaped(text) == text


@given(st.text(st.characters()))
def test_nothing_that_a_terminal_obeys_is_left(text):
    """Whatever the text; and what is left can be written."""
    assert obeyed(escaped(text)) == set()
    escaped(text).encode("utf-8")


def test_the_class_table_shows_it():
    """A student's id, what was seen of an answer, notes, and why a file could not be read; no markup is obeyed."""
    readings = (
        Reading("a", Standing.LOST, Outcome.CRASHED, EVIL, (EVIL,)),
        Reading("b", Standing.UNCLEAR, Outcome.UNGRADED, "", (EVIL,)),
    )
    results = [Result(StudentGrade(EVIL, ()), readings, (EVIL,)), Result(StudentGrade("bob", ()), problem=EVIL)]
    file = io.StringIO()
    show(class_table(EVIL, results), Console(file=file, width=400, force_terminal=False))
    said = file.getvalue()
    assert obeyed(said) == set()
    assert said.count("gnip") >= 7
    assert "[red]x[/red]" in said


def test_progress_and_a_dry_run_show_it(capsys):
    """A line of JSON has it as numbers, and gives it back; so has the list of what would change."""
    with teller("json", 1, logging.getLogger(__name__)) as tell:
        tell.done(SubmissionProgress(EVIL, None, 1.0, why=EVIL))
    line = capsys.readouterr().out
    assert obeyed(line) == set()
    assert json.loads(line)["student"] == EVIL

    class Grades:
        def preview(self, scored, policy):
            return tuple(NotebookEntry(new, {}, 1.0) for new in scored.notebooks)

    dry = DryRun(Grades(), lambda *late: None, lambda student: "")
    task = SubmissionTask(Submission(EVIL, Path(), Path(), ("n",)), {}, Gathered(()))
    worth = NotebookScores("n", {"a": 1.0}, {})
    dry.give_up(task, {"n": Graded(new_notebook(), {}, worth, fresh=True)})
    dry.end()
    assert capsys.readouterr().out.startswith(SEEN)


def test_a_log_shows_it_and_keeps_a_line_a_line():
    """What is filled in stays on its line, so that no student writes a line of the log; a traceback keeps its lines."""
    file = io.StringIO()
    log = logging.Logger("asynclab test")
    log.addHandler(logging.StreamHandler(file))
    escape_log(log)
    escape_log(log)
    log.error("Could not read %s in %d", f"{EVIL}\nERROR | forged", 3)
    log.error("Traceback:\n  %s")
    log.error(f"Traceback:\n  {EVIL} 100%")
    assert file.getvalue().splitlines() == [
        f"Could not read {SEEN}\\nERROR | forged in 3",
        "Traceback:",
        "  %s",
        "Traceback:",
        f"  {SEEN} 100%",
    ]
