"""A chapter as data: its cells, its tasks with their graded cells, its quiz. What a Markdown file says, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from asynclab.course.needs import needs_of

WATCHED = "real-time"  # tag of cells in which a person watches tokens come; nothing depends on them


class Role(Enum):
    """What a cell is to nbgrader."""

    PROSE = "prose"
    CODE = "code"  # shown and run, never graded
    SOLUTION = "solution"
    CHECK = "check"


@dataclass(frozen=True)
class Cell:
    """A cell. line: in the Markdown file, of its first line of source, from 1. unreadable: metadata that is none.
    no_number: what its metadata gives as points, as JSON, where that is not a number."""

    role: Role
    source: str
    line: int
    grade_id: str = ""
    points: float = 0.0
    tags: tuple[str, ...] = ()
    locked: bool = False
    unreadable: str = ""
    no_number: str = ""

    @property
    def needs(self) -> str:
        """What a graded cell needs of the installed packages, as in "langgraph>=1.2"; "" where nothing."""
        return needs_of(self.source) if self.role is Role.CHECK else ""


@dataclass(frozen=True)
class Fence:
    """A `toml` fence for authors, inside a Markdown cell. line: of its opening."""

    kind: str
    data: dict[str, Any]
    line: int


@dataclass(frozen=True)
class Task:
    """An exercise. heading: its title, as in "Task 1. Ask every source at once"."""

    id: str
    heading: str
    points: float
    hint: str
    line: int
    solution: Cell
    checks: tuple[Cell, ...]


@dataclass(frozen=True)
class Choice:
    """A choice of a question and its explanation."""

    letter: str
    explanation: str


@dataclass(frozen=True)
class Question:
    """A question of the quiz. name: the variable that holds the answer, which is the letter of a choice."""

    name: str
    right: str
    choices: tuple[Choice, ...]
    line: int
    solution: Cell
    check: Cell

    @property
    def sealed_choices(self) -> tuple[Choice, ...]:
        """The choices whose explanations travel sealed, and stand nowhere else in a release."""
        return self.choices

    def chosen(self, choice: Choice) -> str:
        """Return the solution cell of whoever chooses this."""
        return f'{self.name} = "{choice.letter}"'


@dataclass(frozen=True)
class OwnQuestion(Question):
    """A question on the student's own run, whose answer is a number of seconds. task: whose code is run. digit: the one
    for which the chapter gives its choices, the numbers as they are written. Other students have others."""

    task: str
    digit: int

    @property
    def sealed_choices(self) -> tuple[Choice, ...]:
        """None: its explanations stand in its check."""
        return ()

    def chosen(self, choice: Choice) -> str:
        """Return the solution cell of whoever has this digit, and says this."""
        return f"digit = {self.digit}\n{self.name} = {choice.letter}"


@dataclass(frozen=True)
class Chapter:
    """A chapter that can be built. name: as in "12-boss"; file: its Markdown, for messages and for its images."""

    name: str
    title: str
    level: str
    minutes: int
    points: float
    file: Path
    cells: tuple[Cell, ...]
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    images: tuple[str, ...]

    def task(self, id: str) -> Task:
        """Return a task by its id; raise `KeyError` if the chapter has no such task."""
        return {task.id: task for task in self.tasks}[id]


@dataclass(frozen=True)
class Refusal:
    """Why a file is refused: where, and in one or two sentences what is wrong and what to write instead."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


class ChapterRefused(Exception):
    """A chapter cannot be built. Every reason is told, not only the first."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = tuple(sorted(set(refusals), key=lambda refusal: (refusal.file, refusal.line, refusal.says)))
        super().__init__("\n".join(map(str, self.refusals)))
