"""A question on a student's own run can be asked of every right answer, with every digit: its time is none of the wrong
ones, so that there is exactly one right choice.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from asynclab.course.authoring.build import Course
from asynclab.course.authoring.chapter import OwnQuestion
from asynclab.course.cell import check
from asynclab.course.cell.foresight import DIGITS, foreseen
from asynclab.course.proof.answers import load_answers
from asynclab.course.proof.processes import Forked, LostJob
from asynclab.course.proof.trial import AnswerKind, attempt, imports, trials

COURSE = Course(Path(__file__).resolve().parents[1])
# told by their text: every worker collects this file, and to load twelve chapters takes each two seconds
OWN = [name for name in COURSE.chapters if "c.foreseen(" in (COURSE.root / "notebooks" / f"{name}.md").read_text()]

pytestmark = pytest.mark.slow


def asked_with_every_digit(said, digit, questions, runs):
    """Judge as ever, once it is known that each digit can be asked."""
    for each in range(DIGITS):
        verdict, _ = foreseen(None, each, questions, runs)
        assert verdict.failures[0].seen.endswith("?"), verdict
    return foreseen(said, digit, questions, runs)


def tried(trial):
    """Try the reference of a question, in a process of its own."""
    check.foreseen = asked_with_every_digit
    return attempt(trial)


def variants(name):
    """The trials of a chapter's own questions: for each right answer to its task, in the chapter with that answer."""
    chapter, folder = COURSE.load(name), COURSE.root / "source" / name
    own = {question.name: question.task for question in chapter.questions if isinstance(question, OwnQuestion)}
    for answer in (each for each in load_answers(chapter, COURSE.answers(name)) if each.right):
        cells = (
            replace(cell, source=answer.source) if cell.grade_id == answer.task else cell for cell in chapter.cells
        )
        for trial in trials(replace(chapter, cells=tuple(cells)), (), folder):
            if own.get(trial.owner) == answer.task and trial.kind is AnswerKind.REFERENCE:
                yield replace(trial, name=f"{answer.task}: {answer.name}")


def test_chapters_ask_about_ones_own_code():
    """Those that the course promises it for."""
    asking = [name for name in COURSE.chapters if any(isinstance(q, OwnQuestion) for q in COURSE.load(name).questions)]
    assert asking == OWN
    assert {"07-parallel-branches", "08-backpressure", "09-cancellation", "12-boss"} <= set(OWN)


@pytest.mark.parametrize("name", OWN)
def test_one_choice_is_right_for_every_right_answer(name):
    """And it is the same: a promise that is kept leaves no other time."""
    warm = imports(COURSE.load(name))
    for trial, result in Forked(warm=warm)(tried, tuple(variants(name))):
        assert not isinstance(result, LostJob), (trial.name, result)
        assert (result.troubles, result.lost) == ((), ()), (trial.name, result.marks)
