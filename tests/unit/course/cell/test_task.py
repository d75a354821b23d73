"""A student can ask for a hint at any time, and for the solution once every check of the task has passed."""

import pytest

from asynclab.course import CellVerdict, CheckContext, CheckFailed, Memory, NoSealedFile, NoSuchTask, check, task, using
from asynclab.course.cell import render, sealed
from asynclab.course.cell.cell_verdict import Outcome
from asynclab.course.cell.verdict_box import box
from asynclab.expect import took
from asynclab.scenario import call
from tests.unit.course.cell.test_sealed import a_file
from tests.unit.course.fakes import FAST, SLOW, desk


@pytest.fixture
def folder(tmp_path):
    """A folder as a student has it."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(a_file()), encoding="utf-8")
    return tmp_path


def test_a_hint_is_there_from_the_start(folder):
    """As text, and as Markdown for a notebook."""
    with using(CheckContext(folder=folder)):
        hint = task("ask").hint()
    assert str(hint) == repr(hint) == hint._repr_markdown_() == "When does it hear you?"


def test_the_solution_stays_shut_until_every_check_has_passed(folder):
    """It says which are left."""
    with using(CheckContext(folder=folder, memory=Memory())):
        told = str(task("ask").solution())
    assert "`ask-time`" in told
    assert "async def" not in told


def test_the_solution_opens_once_every_check_has_passed(folder):
    """In the very session that saw it."""
    at = desk(FAST, folder=folder)
    with using(at.bench):
        with check("ask-time", "It takes a second.") as c:
            c.run(call("ask"), took(1.0))
        assert "async def ask(): ..." in str(task("ask").solution())
        assert task("ask").outcome is Outcome.PASSED


def test_a_failed_check_shuts_it_again(folder):
    """What counts is the last time."""
    memory = Memory()
    for outcome in (Outcome.PASSED, Outcome.FAILED):
        memory.note(CellVerdict("ask-time", "", outcome))
    with using(CheckContext(folder=folder, memory=memory)):
        assert "async def" not in str(task("ask").solution())
        assert repr(task("ask")) == "Task 1. Ask: 0 of 1 checks passed (failed)."


def test_whoever_is_stuck_is_told_of_the_hint(folder):
    """With the words to write in a terminal, folded in a notebook; who has passed is not."""
    at = desk(SLOW, folder=folder)
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It takes a second.") as c:
        c.run(call("ask"), took(1.0))
    assert 'Hint: `task("ask").hint()`.' in render.text(at.verdict)
    assert "When does it hear you?" in box(at.verdict)
    at = desk(FAST, folder=folder)
    with using(at.bench), check("ask-time", "It takes a second.") as c:
        c.run(call("ask"), took(1.0))
    assert "hint" not in render.text(at.verdict)
    assert "When does it hear you?" not in box(at.verdict)


def test_a_task_that_does_not_exist_is_told_with_those_that_do(folder):
    """A slip of the pen is mended from the message."""
    with using(CheckContext(folder=folder)), pytest.raises(NoSuchTask, match=r'no task "aks"\. It has "ask"'):
        task("aks")


def test_without_the_file_there_is_a_sentence_and_no_traceback(tmp_path):
    """Who moved the notebook learns what is missing."""
    with using(CheckContext(folder=tmp_path)), pytest.raises(NoSealedFile) as caught:
        task("ask")
    assert caught.value._render_traceback_() == [str(caught.value)]
