"""A critical path that is not as long as its run is trouble for the proof, whatever the answer does."""

from dataclasses import replace

import pytest

from asynclab.course.authoring.build import build
from asynclab.course.cell.check_context import InProcess
from asynclab.course.proof.answers import load_answers
from asynclab.course.proof.critical_path_check import CriticalPathCheck
from asynclab.course.proof.trial import AnswerKind, attempt, trials
from asynclab.observe.run import Run
from asynclab.scenario import call, tool
from tests.unit.course.mini_course import NAME, copied


async def ask(tools):
    """Await one after the other."""
    return [await one.ainvoke("?") for one in tools]


SCENARIO = call("ask", [tool("archive", takes=3.0), tool("news", takes=1.0)])


def told(monkeypatch, changed):
    """What is told of a run whose critical path is changed in this way."""
    path = Run.critical_path
    monkeypatch.setattr(Run, "critical_path", lambda run: changed(path(run)))
    sentences = []
    CriticalPathCheck(InProcess({"ask": ask}), sentences.append).perform(SCENARIO)
    return sentences


def test_a_path_as_long_as_its_run_is_not_told_of(monkeypatch):
    """Three seconds and one, in turn."""
    assert told(monkeypatch, lambda path: path) == []


@pytest.mark.parametrize(
    "changed",
    [lambda path: replace(path, segments=path.segments[:1]), lambda path: replace(path, segments=path.segments[::-1])],
    ids=["too short", "with a gap"],
)
def test_a_wrong_path_is_told_with_the_runs_target(monkeypatch, changed):
    """Its end is missing, or it jumps."""
    (sentence,) = told(monkeypatch, changed)
    assert sentence.startswith("A run of `ask` takes 4 s, and its critical path is ")


def test_a_trial_looks_at_every_run(monkeypatch, tmp_path):
    """A wrong path of a reference is trouble, which surprises the proof."""
    course = copied(tmp_path / "course")
    build(course)
    chapter = course.load(NAME)
    every = trials(chapter, load_answers(chapter, course.answers(NAME)), course.root / "source" / NAME)
    reference = next(each for each in every if each.kind is AnswerKind.REFERENCE and each.owner == "ask")
    assert attempt(reference).troubles == ()
    path = Run.critical_path
    monkeypatch.setattr(Run, "critical_path", lambda run: replace(path(run), segments=path(run).segments[:-1]))
    assert any("and its critical path is" in trouble for trouble in attempt(reference).troubles)
