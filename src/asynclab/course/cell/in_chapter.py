"""Where a check stands in its chapter: its points, its task, what is done, and where to go on. Read from `sealed.json`
and from what a session remembers; there is none while grading."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asynclab.course.cell import sealed
from asynclab.course.cell.bindings import bound_names, parameters, parsed
from asynclab.course.cell.errors import NoSealedFile
from asynclab.course.cell.sealed import Sealed, SealedTask
from asynclab.course.needs import lacking

QUIZ = "Quiz"
_DEF = re.compile(r"^(?:async\s+)?def\s+(\w+)", re.MULTILINE)
INDEX = "../index.ipynb"


@dataclass(frozen=True)
class GradedTask:
    """A task of a chapter, or its quiz as a whole. checks: each graded cell with its points. id: "" for the quiz.
    names: what its solution cell defines."""

    title: str
    checks: tuple[tuple[str, float], ...]
    id: str = ""
    hint: str = ""
    names: frozenset[str] = frozenset()

    @property
    def points(self) -> float:
        """What all of its checks are worth."""
        return sum(points for _, points in self.checks)


@dataclass(frozen=True)
class InChapter:
    """What a student's own notebook shows beside a verdict.

    points: of this check. task: the one it belongs to; kept: how many of its checks have passed in this session.
    earned, of: the chapter's points in this session. solution: the task's, once it is done. next: the heading of the
    task to go on with; "" where all are done. index: where the chapters' list lies; "" where it does not.
    """

    points: float
    task: GradedTask
    kept: int
    earned: float
    of: float
    solution: str = ""
    next: str = ""
    headings: tuple[str, ...] = ()
    index: str = ""

    @property
    def done(self) -> bool:
        """Whether every check of the task has passed."""
        return self.kept == len(self.task.checks)


def heading_of(section: str, headings: Sequence[str]) -> str:
    """Return the heading that a section means: "3. Mental model" for "Mental model". Return "" if there is no such
    heading.
    """
    return next((each for each in headings if each == section or each.endswith(f". {section}")), "")


def in_chapter(folder: Path, check: str, passed: Callable[[str], bool]) -> InChapter | None:
    """Return where a check stands; None where the chapter's file does not know it, or is not there.

    passed: whether a check, by its id, has passed in this session.
    """
    try:
        chapter = sealed.read(folder)
    except NoSealedFile:
        return None
    tasks = graded_tasks(chapter)
    at = next((at for at, task in enumerate(tasks) if check in dict(task.checks)), None)
    if at is None:
        return None
    task, done = tasks[at], [all(passed(each) for each, _ in task.checks) for task in tasks]
    later = [tasks[n] for n in (*range(at + 1, len(tasks)), *range(at)) if not done[n]]
    return InChapter(
        points=dict(task.checks)[check],
        task=task,
        kept=sum(passed(each) for each, _ in task.checks),
        earned=sum(points for task in tasks for each, points in task.checks if passed(each)),
        of=sum(task.points for task in tasks),
        solution=_solution(chapter, task) if done[at] else "",
        next=later[0].title if later else "",
        headings=chapter.headings,
        index=INDEX if (folder / INDEX).is_file() else "",
    )


def answers(folder: Path) -> frozenset[str]:
    """Return the names that the chapter's tasks ask for; none where its file is not there."""
    try:
        return frozenset(name for task in sealed.read(folder).tasks for name in bound_names(task.stub))
    except NoSealedFile:
        return frozenset()


def is_a_stub(source: str, folder: Path) -> bool:
    """Return whether a cell has nothing but what one of the chapter's stubs has, comments apart; true where that is not
    known."""
    try:
        stubs = [parsed(task.stub) for task in sealed.read(folder).tasks]
    except NoSealedFile:
        return True
    tree = parsed(source)
    return tree is None or any(stub is not None and ast.dump(stub) == ast.dump(tree) for stub in stubs)


def answer_cells(folder: Path) -> Mapping[str, str]:
    """Return the id of the cell that each of these names is to be defined in."""
    try:
        return {name: task.id for task in sealed.read(folder).tasks for name in bound_names(task.stub)}
    except NoSealedFile:
        return {}


def checks(folder: Path) -> frozenset[str]:
    """Return the ids of the chapter's checks; none where its file is not there."""
    try:
        chapter = sealed.read(folder)
    except NoSealedFile:
        return frozenset()
    return frozenset((*(each for task in chapter.tasks for each in task.checks), *(q.check for q in chapter.questions)))


def functions(folder: Path) -> frozenset[str]:
    """Return those of the names that the chapter's tasks ask for which are to be functions."""
    try:
        return frozenset(name for task in sealed.read(folder).tasks for name in _DEF.findall(task.stub))
    except NoSealedFile:
        return frozenset()


def parameters_asked_for(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the parameters of these functions that may be given by their place, as the stubs have them."""
    try:
        stubs = [task.stub for task in sealed.read(folder).tasks]
    except NoSealedFile:
        return {}
    return {name: parameters(stub, name) for stub in stubs for name in _DEF.findall(stub)}


def graded_tasks(chapter: Sealed) -> tuple[GradedTask, ...]:
    """Return the tasks of a chapter in their order, and its quiz as the last of them. What is left out here, for want
    of newer packages, is none of them.
    """
    tasks = [
        GradedTask(
            task.title,
            _counted(task),
            task.id,
            task.hint,
            bound_names(task.stub),
        )
        for task in chapter.tasks
        if len(task.points) == len(task.checks)  # a file of an older release has no points
    ]
    quiz = tuple((question.check, question.points) for question in chapter.questions if question.check)
    return (*(task for task in tasks if task.checks), *([GradedTask(QUIZ, quiz)] if quiz else []))


def _counted(task: SealedTask) -> tuple[tuple[str, float], ...]:
    """Its graded cells with their points, without those that are left out here."""
    needs = task.needs or ("",) * len(task.checks)
    every = zip(task.checks, task.points, needs, strict=True)
    return tuple((check, points) for check, points, needed in every if not lacking(needed))


def _solution(chapter: Sealed, task: GradedTask) -> str:
    try:
        return next((sealed.open_solution(chapter, each) for each in chapter.tasks if each.id == task.id), "")
    except NoSealedFile:
        return ""
