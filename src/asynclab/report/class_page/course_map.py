"""A class over several chapters: how much of each chapter's points everybody has, and how the class gets on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asynclab.report.class_page.class_map import ClassMap, MapRow
from asynclab.report.class_page.distribution import PointsSpread, PromiseLoss, known_points, losses, spread
from asynclab.report.class_page.page_name import plain_name

STEPS = 5  # of a colour, from nothing to all points


@dataclass(frozen=True)
class ChapterStanding:
    """A graded chapter. folder: where its pages lie. parts: what the class has earned of its points, from 0 to 1."""

    shown: ClassMap
    folder: str
    parts: PointsSpread | None

    @property
    def hardest(self) -> PromiseLoss | None:
        """The promise that cost the class most; None where nothing was lost."""
        each = [loss for loss in losses(self.shown) if loss.points]
        return max(each, key=lambda loss: loss.points, default=None)


@dataclass(frozen=True)
class ChapterSquare:
    """A student's chapter. row: None where nothing was handed in."""

    chapter: ChapterStanding
    row: MapRow | None

    @property
    def part(self) -> float | None:
        """The points as a part of all there are, from 0 to 1; None where nobody knows."""
        if self.row is None or not self.row.final or not self.row.of:
            return None
        return (self.row.points or 0.0) / self.row.of

    @property
    def sign(self) -> str:
        """What is shown: points, "?" behind or in place of them, "–" where nothing was handed in."""
        return "–" if self.row is None else self.row.sum

    @property
    def key(self) -> float:
        """What it is sorted by: first who handed nothing in, then who waits for a person."""
        if self.part is not None:
            return round(self.part, 4)
        return -2 if self.row is None else -1

    @property
    def look(self) -> str:
        """Its colour: "none", "person", or a step from "part0" to "part5"."""
        if self.row is None:
            return "none"
        return "person" if self.part is None else f"part{int(self.part * STEPS)}"


@dataclass(frozen=True)
class CourseRow:
    """A student over the course. points: those known, of the chapters that were handed in."""

    student: str
    points: float
    waits: bool
    squares: tuple[ChapterSquare, ...]

    @property
    def sum(self) -> str:
        """The points as they are shown: "?" where nothing is known, with a "?" where more may come."""
        if not self.waits:
            return f"{self.points:g}"
        known = any(each.row is not None and each.row.points is not None for each in self.squares)
        return f"{self.points:g} ?" if known else "?"


@dataclass(frozen=True)
class CourseMap:
    """The class over the course: chapters in their order, the best students first."""

    chapters: tuple[ChapterStanding, ...]
    rows: tuple[CourseRow, ...]

    @property
    def of(self) -> float:
        """The most points there are in all chapters."""
        return sum(chapter.shown.of for chapter in self.chapters)


def course_map(maps: Iterable[ClassMap]) -> CourseMap:
    """Return the class over these chapters, which are kept in the order given."""
    chapters = tuple(_standing(each) for each in maps)
    return CourseMap(chapters, tuple(sorted(_rows(chapters), key=lambda row: (-row.points, row.student.casefold()))))


def _standing(shown: ClassMap) -> ChapterStanding:
    parts = tuple(each / shown.of for each in known_points(shown)) if shown.of else ()
    return ChapterStanding(shown, plain_name(shown.assignment), spread(parts))


def _rows(chapters: tuple[ChapterStanding, ...]) -> Iterator[CourseRow]:
    by_name = [{row.student: row for row in chapter.shown.rows} for chapter in chapters]
    for student in dict.fromkeys(name for rows in by_name for name in rows):
        squares = tuple(
            ChapterSquare(chapter, rows.get(student)) for chapter, rows in zip(chapters, by_name, strict=True)
        )
        handed_in = [square.row for square in squares if square.row is not None]
        yield CourseRow(
            student,
            sum(row.points or 0.0 for row in handed_in),
            any(not row.final for row in handed_in),
            squares,
        )
