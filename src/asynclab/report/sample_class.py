"""A sample class: submissions made out of a chapter's right and wrong answers, and a few honest accidents. Pure.

The same answers make the same class every time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import nbformat
from nbformat import NotebookNode

from asynclab.grade.errors import NoAnswers

_NAMES = """
ada alan barbara dennis dorothy edsger evelyn frances
grace hedy ken margaret niklaus radia tim tony
"""
STUDENTS = tuple(_NAMES.split())


@dataclass(frozen=True)
class SampleAnswer:
    """What stands in a solution cell. `task` is the cell's grade_id."""

    task: str
    text: str
    right: bool


class SampleKind(Enum):
    """What a submission is a sample of."""

    RIGHT = "right"
    WRONG = "wrong"
    UNTOUCHED = "untouched"
    SYNTAX_ERROR = "syntax error"
    ENDLESS = "endless loop"
    LOST_CELL = "lost cell"
    DOUBLED_CELL = "doubled cell"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class SampleSubmission:
    """A student's file, as text: not every student's file is a notebook."""

    student: str
    kind: SampleKind
    text: str


def sample_class(released: NotebookNode, answers: Sequence[SampleAnswer]) -> tuple[SampleSubmission, ...]:
    """Sixteen submissions: four right, six with one wrong answer or more, six accidents.

    Raises NoAnswers for a task without a right answer.
    """
    bench = _SampleBuilder(released, answers)
    papers = [*_right(bench), *_wrong(bench), *_accidents(bench), (SampleKind.UNREADABLE, _UNREADABLE)]
    return tuple(SampleSubmission(student, *paper) for student, paper in zip(STUDENTS, _dealt(papers), strict=True))


class _SampleBuilder:
    """Fills in the released notebook."""

    def __init__(self, released: NotebookNode, answers: Sequence[SampleAnswer]) -> None:
        self.released = released
        self.tasks = list(dict.fromkeys(answer.task for answer in answers))
        self.right = {task: [a.text for a in answers if a.task == task and a.right] for task in self.tasks}
        self.wrong = {task: [a.text for a in answers if a.task == task and not a.right] for task in self.tasks}
        for task in self.tasks:
            if not self.right[task]:
                raise NoAnswers(task)

    def all_right(self, style: int) -> dict[str, str]:
        """A right answer to every task; another `style`, another answer where there are several."""
        return {task: texts[style % len(texts)] for task, texts in self.right.items()}

    def one_wrong(self, turn: int) -> dict[str, str]:
        """A wrong answer to one task: the tasks in turn, and to each its wrong answers in turn."""
        task = self.tasks[turn % len(self.tasks)]
        wrong = self.wrong[task]
        return {task: wrong[turn // len(self.tasks) % len(wrong)]} if wrong else {}

    def filled(self, texts: Mapping[str, str]) -> NotebookNode:
        """The released notebook with the texts in its solution cells."""
        notebook = copy.deepcopy(self.released)
        for cell in notebook.cells:
            cell.source = texts.get(_grade_id(cell), cell.source)
        return notebook


_Paper = tuple[SampleKind, str]


def _right(bench: _SampleBuilder) -> Iterator[_Paper]:
    for style in range(4):
        yield SampleKind.RIGHT, nbformat.writes(bench.filled(bench.all_right(style)))


def _wrong(bench: _SampleBuilder) -> Iterator[_Paper]:
    """Six students with a wrong answer each, task by task in turn, and every other one with a second;
    every third got stuck after the first of them."""
    for number in range(6):
        texts = bench.all_right(number)
        missed = [number, number + len(bench.tasks) // 2] if number % 2 else [number]
        for turn in missed:
            texts |= bench.one_wrong(turn)
        if number % 3 == 2:
            stuck = number % len(bench.tasks)
            texts = {task: text for task, text in texts.items() if bench.tasks.index(task) <= stuck}
        yield SampleKind.WRONG, nbformat.writes(bench.filled(texts))


def _accidents(bench: _SampleBuilder) -> Iterator[_Paper]:
    """What happens to honest people. Their other tasks are right."""
    first, all_right = bench.tasks[0], bench.all_right
    accidents = {
        SampleKind.UNTOUCHED: bench.filled({}),
        SampleKind.SYNTAX_ERROR: bench.filled(all_right(0) | {first: "def half_a_thought(:\n    ..."}),
        SampleKind.ENDLESS: bench.filled(all_right(1) | {first: _endless(bench, first)}),
        SampleKind.LOST_CELL: _with_a_graded_cell(bench, lambda cells, at: cells.pop(at)),
        SampleKind.DOUBLED_CELL: _with_a_graded_cell(bench, lambda cells, at: cells.insert(at, _copied(cells[at]))),
    }
    yield from ((kind, nbformat.writes(notebook)) for kind, notebook in accidents.items())


_UNREADABLE = '{"cells": [{"cell_type": "code", "source": ["async def merge('


def _endless(bench: _SampleBuilder, task: str) -> str:
    """The task's function with a loop that never ends and never awaits in place of its body."""
    text = bench.right[task][0]
    lines = text.splitlines()
    at = next((number for number, line in enumerate(lines) if line.lstrip().startswith(("async def ", "def "))), None)
    if at is None:
        return "while True:\n    pass"
    indent = " " * (len(lines[at]) - len(lines[at].lstrip()) + 4)
    while not lines[at].rstrip().endswith(":"):
        at += 1
    return "\n".join([*lines[: at + 1], f"{indent}while True:", f"{indent}    pass"])


def _with_a_graded_cell(bench: _SampleBuilder, change: Callable[[list[NotebookNode], int], object]) -> NotebookNode:
    """All right, and then something happened to the first graded cell."""
    notebook = bench.filled(bench.all_right(2))
    at = next(n for n, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("grade"))
    change(notebook.cells, at)
    return notebook


def _copied(cell: NotebookNode) -> NotebookNode:
    """As JupyterLab pastes a cell: all of it, under an id of its own."""
    twin = copy.deepcopy(cell)
    twin["id"] = f"{cell.get('id', 'cell')}-copy"[:64]
    return twin


def _dealt(papers: Sequence[_Paper]) -> Iterator[_Paper]:
    """The papers in an order that mixes the kinds: seven is prime to sixteen."""
    for number in range(len(papers)):
        yield papers[number * 7 % len(papers)]


def _grade_id(cell: NotebookNode) -> str:
    named: str = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return named
