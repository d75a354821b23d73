"""One trial of the proof: an answer put into its chapter, the graded cells of its task run, and what they said."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from asynclab.course.authoring.chapter import WATCHED, Cell, Chapter, Question, Role, Task
from asynclab.course.authoring.regions import stub, unmarked
from asynclab.course.cell.cell_verdict import CellVerdict
from asynclab.course.cell.check_context import CheckContext, InProcess, ThroughJson, using
from asynclab.course.cell.errors import CheckFailed
from asynclab.course.imports import imported_modules
from asynclab.course.needs import lacking
from asynclab.course.proof.answers import Answer, Loss
from asynclab.course.proof.critical_path_check import CriticalPathCheck
from asynclab.course.proof.empty_answer import empty_answers
from asynclab.course.proof.notebook import Notebook
from asynclab.expect import Outcome


class AnswerKind(Enum):
    """What is tried, and so what is to be expected of it."""

    STUB = "stub"  # not attempted
    EMPTY = "empty"  # no points: it does nothing
    REFERENCE = "reference"  # full points
    RIGHT = "right"  # full points
    WRONG = "wrong"  # loses what it declares, and nothing else


@dataclass(frozen=True)
class Trial:
    """An answer to try. owner: the task or question; checks: its graded cells; folder: where `sealed.json` lies."""

    chapter: Chapter
    owner: str
    checks: tuple[str, ...]
    kind: AnswerKind
    name: str
    title: str
    source: str
    folder: Path
    mistake: int | None = None
    loses: tuple[Loss, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.owner}, {self.kind.value} answer {self.name}" if self.name else f"{self.owner}, {self.kind.value}"
        )


@dataclass(frozen=True)
class CheckMark:
    """What one graded cell said."""

    check: str
    outcome: Outcome
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """What came of a trial. troubles: sentences on what went wrong beside the graded cells. seconds: real ones, from
    the answer's cell on."""

    marks: tuple[CheckMark, ...]
    troubles: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def lost(self) -> tuple[str, ...]:
        """The graded cells that gave no points."""
        return tuple(mark.check for mark in self.marks if mark.outcome is not Outcome.PASSED)


def trials(chapter: Chapter, answers: tuple[Answer, ...], folder: Path) -> Iterator[Trial]:
    """Yield everything to try: of each task its stub, its reference and the kept answers. Of each question, yield every
    choice. What needs newer packages than are here is not tried.
    """
    for task in chapter.tasks:
        yield from _of_task(chapter, task, answers, folder)
    for question in chapter.questions:
        yield from _of_question(chapter, question, folder)


def _of_task(chapter: Chapter, task: Task, answers: tuple[Answer, ...], folder: Path) -> Iterator[Trial]:
    checks = tuple(cell.grade_id for cell in task.checks if not lacking(cell.needs))
    if not checks:
        return
    source = task.solution.source
    untouched = stub(source, task.id)
    yield Trial(chapter, task.id, checks, AnswerKind.STUB, "", "The stub", untouched, folder)
    for name, empty in empty_answers(untouched):
        yield Trial(chapter, task.id, checks, AnswerKind.EMPTY, name, "Does nothing", empty, folder)
    yield Trial(chapter, task.id, checks, AnswerKind.REFERENCE, "", "The reference", unmarked(source), folder)
    for answer in (each for each in answers if each.task == task.id):
        kind = AnswerKind.RIGHT if answer.right else AnswerKind.WRONG
        about = (kind, answer.name, answer.title, answer.source, folder, answer.mistake, answer.loses)
        yield Trial(chapter, task.id, checks, *about)


def _of_question(chapter: Chapter, question: Question, folder: Path) -> Iterator[Trial]:
    check, source = question.check.grade_id, question.solution.source
    yield Trial(chapter, question.name, (check,), AnswerKind.STUB, "", "The stub", stub(source, question.name), folder)
    yield Trial(chapter, question.name, (check,), AnswerKind.REFERENCE, "", "The reference", unmarked(source), folder)
    for choice in question.choices:
        if choice.letter != question.right:
            chosen = question.chosen(choice)
            loses = (Loss(check, (choice.explanation,)),)
            about = (AnswerKind.WRONG, choice.letter, chosen, chosen, folder, None, loses)
            yield Trial(chapter, question.name, (check,), *about)


def imports(chapter: Chapter) -> tuple[str, ...]:
    """Return the modules that a chapter's ordinary cells import."""
    return imported_modules(cell.source for cell in chapter.cells if cell.role is Role.CODE)


# -- running one -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenedChapter:
    """A chapter that has run up to the cell of a task or question. left: the cells from there on, each with its place;
    troubles: sentences on cells that raised."""

    notebook: Notebook
    left: tuple[tuple[int, Cell], ...]
    troubles: tuple[str, ...]


@contextmanager
def opened(trial: Trial) -> Iterator[OpenedChapter]:
    """Run the chapter, in this process, up to where a trial's answer stands: every ordinary cell, and the references of
    other tasks. It is the same for all trials of one task or question, whose processes can be forked from here."""
    cells = tuple(enumerate(needed(trial)))
    at = next(number for number, (_, cell) in enumerate(cells) if cell.grade_id == trial.owner)
    with Notebook() as notebook:
        problems = tuple(run_cell(notebook, trial, cell, place) for place, cell in cells[:at])
        gc.collect()
        gc.freeze()  # what is here is shared with every process that is forked: a collection there would copy it
        yield OpenedChapter(notebook, cells[at:], tuple(problem for problem in problems if problem))


def attempt(trial: Trial) -> Tried:
    """Run the chapter with this answer in it, in this process; see `finished`."""
    with opened(trial) as opening:
        return finished(opening, trial)


def finished(opening: OpenedChapter, trial: Trial) -> Tried:
    """Put an answer into a chapter that has run up to it. Run what follows: ordinary cells, and the task's own graded
    cells, scenario and run passed through JSON."""
    began = time.perf_counter()
    marks: list[CheckMark] = []
    troubles = [*opening.troubles]
    for place, cell in opening.left:
        if cell.role is Role.CHECK:
            marks.append(_graded(trial, cell, opening.notebook, troubles))
            continue
        problem = run_cell(opening.notebook, trial, cell, place)
        if problem and trial.kind in (AnswerKind.REFERENCE, AnswerKind.RIGHT):
            troubles.append(problem)
    return Tried(tuple(marks), tuple(troubles), time.perf_counter() - began)


def needed(trial: Trial) -> Iterator[Cell]:
    """Yield the cells that a trial runs: all ordinary ones up to the last graded cell of its task, and those."""
    left = set(trial.checks)
    for cell in trial.chapter.cells:
        if not left:
            return
        if cell.role is Role.PROSE or WATCHED in cell.tags or (cell.role is Role.CHECK and cell.grade_id not in left):
            continue
        left.discard(cell.grade_id)
        yield cell


def run_cell(notebook: Notebook, trial: Trial, cell: Cell, position: int) -> str:
    """Run an ordinary cell or a solution; a sentence if it raised."""
    own = cell.grade_id == trial.owner
    source = trial.source if own else unmarked(cell.source) if cell.role is Role.SOLUTION else cell.source
    name = f"<answer {trial.name or trial.kind.value}>" if own else f"<cell {cell.grade_id or position}>"
    try:
        notebook.run(source, name)
    except Exception as error:
        return f"The cell at line {cell.line} raised {type(error).__name__}: {error}"
    return ""


def _graded(trial: Trial, cell: Cell, notebook: Notebook, troubles: list[str]) -> CheckMark:
    """Run a graded cell. Whatever is not exactly one verdict of exactly this check is trouble, and ungraded."""
    verdicts: list[CellVerdict] = []
    performer = CriticalPathCheck(ThroughJson(InProcess(notebook.namespace)), troubles.append)
    bench = CheckContext(performer, verdicts.append, grade_id=cell.grade_id, folder=trial.folder)
    try:
        with using(bench):
            notebook.run(cell.source, f"<check {cell.grade_id}>")
    except CheckFailed:
        pass  # its verdict tells
    except Exception as error:
        troubles.append(f'The graded cell "{cell.grade_id}" raised {type(error).__name__}: {error}')
    if len(verdicts) != 1:
        troubles.append(f'The graded cell "{cell.grade_id}" gave {len(verdicts)} verdicts where one is due.')
        return CheckMark(cell.grade_id, Outcome.UNGRADED)
    return CheckMark(cell.grade_id, verdicts[0].outcome, verdicts[0].sentences)
