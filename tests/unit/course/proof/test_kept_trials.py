"""What came of an answer is kept between proofs, as long as nothing has changed that decides it."""

from dataclasses import replace

import pytest

from asynclab.course.authoring.build import build
from asynclab.course.proof.answers import load_answers
from asynclab.course.proof.kept_trials import KeptTrials, read
from asynclab.course.proof.processes import LostJob
from asynclab.course.proof.trial import CheckMark, Tried, trials
from asynclab.expect import Outcome
from tests.unit.course.mini_course import NAME, built


class Running:
    """Runs nothing: every trial passes, but for those that are spared another fate. ran: which it was given."""

    def __init__(self, **fates):
        self.fates = fates
        self.ran = []

    def __call__(self, jobs):
        for trial in jobs:
            self.ran.append(trial)
            passed = Tried(tuple(CheckMark(check, Outcome.PASSED) for check in trial.checks), (), 0.5)
            yield trial, self.fates.get(trial.name, passed)


@pytest.fixture
def course(tmp_path):
    """The small course, built."""
    return built(tmp_path / "course")


def planned(course):
    """The trials of its chapter, as it is now."""
    chapter = course.load(NAME)
    return tuple(trials(chapter, load_answers(chapter, course.answers(NAME)), course.root / "source" / NAME))


def proven(course, run, file):
    """What comes of them, and how many were run anew."""
    kept = KeptTrials(run, file)
    return dict(kept(planned(course))), kept.fresh


def test_what_has_not_changed_is_not_run_again(course, tmp_path):
    """And its result is the one it had, with the time it took."""
    file, first, again = tmp_path / "kept.json", Running(), Running()
    results, fresh = proven(course, first, file)
    assert fresh == len(first.ran) == len(planned(course))
    assert proven(course, again, file) == (results, 0)
    assert again.ran == []


@pytest.mark.parametrize(
    ("path", "old", "new", "concerned"),
    [
        ("tests/answers/{name}/ask/right/task_group.py", "TaskGroup", "TaskGroup ", {"task_group"}),
        ("notebooks/{name}.md", "took(3.0)", "took(3.0), took(most=3.0)", None),
    ],
    ids=["an answer", "a graded cell"],
)
def test_what_has_changed_is_run_again(course, tmp_path, path, old, new, concerned):
    """An answer alone, or all that a graded cell judges."""
    file, again = tmp_path / "kept.json", Running()
    proven(course, Running(), file)
    changed = course.root / path.format(name=NAME)
    changed.write_text(changed.read_text().replace(old, new, 1))
    build(course)
    proven(course, again, file)
    assert {trial.name for trial in again.ran if trial.owner == "ask"} == (
        concerned or {trial.name for trial in planned(course) if trial.owner == "ask"}
    )


@pytest.mark.parametrize(
    "fate",
    [
        LostJob("It ended its own process."),
        Tried((), ("It raised.",)),
        Tried((CheckMark("ask-order", Outcome.TIMED_OUT),)),
        Tried((CheckMark("ask-order", Outcome.UNGRADED),)),
    ],
    ids=["lost", "troubles", "timed out", "ungraded"],
)
def test_what_a_busy_machine_may_have_done_is_tried_again(course, tmp_path, fate):
    """And nothing of it is kept."""
    file, again = tmp_path / "kept.json", Running()
    proven(course, Running(blocks=fate), file)
    proven(course, again, file)
    assert [trial.name for trial in again.ran] == ["blocks"]


@pytest.mark.parametrize("text", ["", "{", '{"tried": {"a": 1}}', "[]"])
def test_a_file_that_cannot_be_read_knows_nothing(tmp_path, text):
    """All is run again."""
    file = tmp_path / "kept.json"
    file.write_text(text)
    assert read(file) == {}
    assert read(tmp_path / "none.json") == {}


def test_what_is_no_longer_planned_is_forgotten(course, tmp_path):
    """The file does not grow."""
    file = tmp_path / "kept.json"
    proven(course, Running(), file)
    before = read(file)
    answer = course.root / "tests" / "answers" / NAME / "ask" / "wrong" / "blocks.py"
    answer.write_text(answer.read_text() + "\n")
    proven(course, Running(), file)
    assert len(read(file)) == len(before)
    assert all(replace(one, seconds=0.5) == one for one in read(file).values())


def test_what_another_proof_of_the_chapter_has_tried_is_not_run_again(course, tmp_path):
    """The quick one and the whole one have a file each, and take from the other's."""
    first, again = Running(), Running()
    some = planned(course)[:3]
    dict(KeptTrials(first, tmp_path / "quick.json")(some))
    whole = KeptTrials(again, tmp_path / "whole.json", tmp_path / "quick.json")
    assert len(dict(whole(planned(course)))) == len(planned(course))
    assert again.ran == list(planned(course)[3:])
    assert len(read(tmp_path / "quick.json")) == len(some)
