"""How a batch gets on, in each of the ways it can be told."""

import io
import json
import logging
import sys

import pytest

from asynclab.grade.batch.progress_reporter import BarReporter, JsonReporter, QuietReporter, SubmissionProgress, teller

LOG = logging.getLogger(__name__)


def test_lines_of_json_are_one_a_submission(capsys):
    """On stdout, for a program to read."""
    with teller("json", 2, LOG) as tell:
        tell.done(SubmissionProgress("ada", 3.0, 5.0, by_hand=1, seconds=0.25))
        tell.skipped()
        tell.done(SubmissionProgress("bob", None, 5.0, why="It is no notebook."))
    ada, bob = map(json.loads, capsys.readouterr().out.splitlines())
    assert SubmissionProgress(**ada) == SubmissionProgress("ada", 3.0, 5.0, by_hand=1, seconds=0.25)
    assert (bob["points"], bob["why"]) == (None, "It is no notebook.")


def test_quiet_is_one_sentence_at_the_end(capsys):
    """How many, how many of them unchanged, how many not."""
    with teller("quiet", 3, LOG) as tell:
        tell.done(SubmissionProgress("ada", 3.0, 5.0))
        tell.done(SubmissionProgress("bob", 3.0, 5.0, reused=True))
        tell.done(SubmissionProgress("cyd", None, 5.0, why="..."))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Graded 2 in ")
    assert said.err.endswith(" s, 1 of them unchanged and not run again; 1 could not be graded.\n")


@pytest.mark.parametrize(("how", "kind"), [("auto", QuietReporter), ("bar", BarReporter), ("json", JsonReporter)])
def test_auto_is_a_bar_on_a_terminal_only(how, kind):
    """And no terminal is here."""
    assert type(teller(how, 1, LOG)) is kind


def test_what_is_logged_during_a_bar_goes_through_it_and_the_handler_is_given_back(monkeypatch, capsys):
    """Lines stand above the bar; afterwards the log writes where it wrote before."""
    terminal = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    handler = logging.StreamHandler(terminal)
    log = logging.Logger("asynclab test")
    log.addHandler(handler)
    with teller("bar", 2, log) as tell:
        assert handler.stream is sys.stderr
        log.warning("late")
        tell.done(SubmissionProgress("ada", 3.0, 5.0))
        tell.skipped()
    assert handler.stream is terminal
    assert "late" in terminal.getvalue()
    assert "Graded 1 in" in terminal.getvalue()
