"""`course.json` in `release/`: the chapters in their order, each with its level, its minutes, its tasks and its points.

The build makes it of the chapters' own words. The index page and a student's progress are read from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from asynclab.course.authoring.chapter import Cell, Chapter, Task
from asynclab.course.authoring.regions import stub
from asynclab.course.cell.errors import NoManifest
from asynclab.course.needs import lacking
from asynclab.observe.codec import Codec, DecodeError

NAME = "course.json"
INDEX = "index.ipynb"  # lies beside it
QUIZ = "Quiz"


@dataclass(frozen=True)
class AnswerCell:
    """A cell that a student writes in. stub: its text as it was handed out."""

    id: str
    stub: str


@dataclass(frozen=True)
class CheckCell:
    """A graded cell and what it is worth. needs: of the installed packages, "" where nothing."""

    id: str
    points: float
    needs: str = ""


@dataclass(frozen=True)
class Exercise:
    """A task, or a chapter's quiz as a whole."""

    title: str
    answers: tuple[AnswerCell, ...]
    checks: tuple[CheckCell, ...]

    @property
    def points(self) -> float:
        """What all of its checks are worth."""
        return sum(check.points for check in self.checks)


@dataclass(frozen=True)
class Entry:
    """A chapter. name: as in "12-boss"; title: without its number."""

    name: str
    title: str
    level: str
    minutes: int
    exercises: tuple[Exercise, ...]

    @property
    def number(self) -> int:
        """Its number in the course."""
        return int(self.name.partition("-")[0])

    @property
    def points(self) -> float:
        """What all of its checks are worth."""
        return sum(exercise.points for exercise in self.exercises)

    def here(self) -> Entry:
        """Return the chapter without what is left out here, for want of newer packages: its points do not count."""
        each = (
            replace(exercise, checks=tuple(check for check in exercise.checks if not lacking(check.needs)))
            for exercise in self.exercises
        )
        return replace(self, exercises=tuple(exercise for exercise in each if exercise.checks))

    @property
    def notebook(self) -> str:
        """Where its notebook lies, from the folder that holds the course."""
        return f"{self.name}/{self.name}.ipynb"


@dataclass(frozen=True)
class Manifest:
    """The whole file."""

    chapters: tuple[Entry, ...]
    schema: Literal[1] = 1


def manifest(chapters: Iterable[Chapter]) -> Manifest:
    """Build the manifest of these chapters, in the order of their numbers."""
    return _ordered(_entry(chapter) for chapter in chapters)


def joined(kept: Manifest, new: Manifest, names: Iterable[str]) -> Manifest:
    """Return what was kept, with what is new in its place; of both, only the chapters of these names."""
    entries = {entry.name: entry for entry in (*kept.chapters, *new.chapters)}
    return _ordered(entries[name] for name in names if name in entries)


def to_json(manifest: Manifest) -> str:
    """Return the text of a manifest's file."""
    data = asdict(manifest)
    for check in (c for chapter in data["chapters"] for task in chapter["exercises"] for c in task["checks"]):
        if not check["needs"]:
            del check["needs"]
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def read(folder: Path) -> Manifest:
    """Read the manifest's file in a folder. Raises `NoManifest` where it is missing or cannot be read."""
    try:
        return _CODEC.from_json((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        says = (
            f"There is no {NAME} here, so nobody knows which chapters there are. It lies beside index.ipynb: open that."
        )
        raise NoManifest(says) from None
    except (OSError, UnicodeDecodeError, DecodeError) as error:
        raise NoManifest(f"{NAME} cannot be read. Fetch it again, and index.ipynb with it. ({error})") from error


_CODEC = Codec(Manifest)


def _ordered(entries: Iterable[Entry]) -> Manifest:
    return Manifest(tuple(sorted(entries, key=lambda entry: entry.name)))


def _entry(chapter: Chapter) -> Entry:
    questions = [(question.solution, question.check) for question in chapter.questions]
    answers, checks = [answer for answer, _ in questions], [check for _, check in questions]
    quiz = (_exercise(QUIZ, answers, checks),) if questions else ()
    return Entry(
        name=chapter.name,
        title=re.sub(r"^Chapter \d+\.\s*", "", chapter.title),
        level=chapter.level,
        minutes=chapter.minutes,
        exercises=(*map(_task, chapter.tasks), *quiz),
    )


def _task(task: Task) -> Exercise:
    return _exercise(task.heading, [task.solution], task.checks)


def _exercise(title: str, answers: Iterable[Cell], checks: Iterable[Cell]) -> Exercise:
    return Exercise(
        title,
        tuple(AnswerCell(cell.grade_id, stub(cell.source, cell.grade_id)) for cell in answers),
        tuple(CheckCell(cell.grade_id, cell.points, cell.needs) for cell in checks),
    )
