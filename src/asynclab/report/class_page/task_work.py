"""A student's work, task by task: what they wrote, and each promise that was asked of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from asynclab.report.class_page.class_map import MapColumn, MapRow, MapSquare


@dataclass(frozen=True)
class JudgedSquare:
    """A promise and what became of it."""

    column: MapColumn
    square: MapSquare


@dataclass(frozen=True)
class TaskWork:
    """An answer and the graded cells below it. name: of the answer's cell, or of the first graded cell."""

    name: str
    answer: str
    judged: tuple[JudgedSquare, ...]


def task_works(columns: tuple[MapColumn, ...], row: MapRow) -> Iterator[TaskWork]:
    """Yield a student's tasks, in the notebook's order."""
    each = (JudgedSquare(column, square) for column, square in zip(columns, row.squares, strict=True))
    for name, group in groupby(each, key=_name):
        judged = tuple(group)
        story = judged[0].square.story
        yield TaskWork(name, story.answer if story is not None else "", judged)


def _name(judged: JudgedSquare) -> str:
    story = judged.square.story
    if story is not None and story.answer_id:
        return story.answer_id
    return judged.column.check.rpartition("-")[0] or judged.column.check
