"""Where the bars and lines of the pages' pictures stand, in pixels. Pure; the templates write them as SVG."""

from __future__ import annotations

from dataclasses import dataclass

from asynclab.report.class_page.course_map import ChapterStanding, CourseMap
from asynclab.report.class_page.distribution import PointsBar

WIDTH, HEIGHT = 640.0, 120.0
_GAP = 3.0


@dataclass(frozen=True)
class DrawnBar:
    """A bar of the distribution."""

    bar: PointsBar
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class DrawnChapter:
    """A chapter in the picture of the course: the middle half of the class from `top` to `bottom`, its median at
    `middle`."""

    chapter: ChapterStanding
    x: float
    top: float
    middle: float
    bottom: float


def drawn_bars(bars: tuple[PointsBar, ...]) -> tuple[DrawnBar, ...]:
    """Return the bars side by side; the highest fills the height."""
    most = max((bar.students for bar in bars), default=0) or 1
    step = WIDTH / max(len(bars), 1)
    return tuple(
        DrawnBar(
            bar, at * step, HEIGHT * (1 - bar.students / most), max(step - _GAP, 1.0), HEIGHT * bar.students / most
        )
        for at, bar in enumerate(bars)
    )


def drawn_chapters(course: CourseMap) -> tuple[DrawnChapter, ...]:
    """Return the chapters from left to right; one of which no sum is known has no place."""
    step = WIDTH / max(len(course.chapters), 1)
    return tuple(
        DrawnChapter(
            chapter,
            (at + 0.5) * step,
            HEIGHT * (1 - chapter.parts.high),
            HEIGHT * (1 - chapter.parts.middle),
            HEIGHT * (1 - chapter.parts.low),
        )
        for at, chapter in enumerate(course.chapters)
        if chapter.parts is not None
    )
