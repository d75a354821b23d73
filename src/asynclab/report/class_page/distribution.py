"""What a class has earned, in numbers: median, quartiles, how many have how much, and what each promise cost. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import median, quantiles

from asynclab.report.class_page.class_map import ClassMap, MapColumn
from asynclab.report.class_page.square_state import SquareState

_MOST_BARS = 24


@dataclass(frozen=True)
class PointsBar:
    """How many students have so many points, from `low` to `high`, both counted in."""

    low: float
    high: float
    students: int

    @property
    def label(self) -> str:
        """The points, as in "16" or "16-17"."""
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"


@dataclass(frozen=True)
class PointsSpread:
    """The points of those who have all of theirs. Whoever waits for a person is in none of it."""

    students: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class PromiseLoss:
    """What a promise cost the class. failed, untried: students who did not keep it, or did not try; open: those of whom
    nobody knows. points: lost in all; share: of those that could be lost, from 0 to 1."""

    column: MapColumn
    failed: int
    untried: int
    open: int
    points: float
    share: float


def spread(points: tuple[float, ...]) -> PointsSpread | None:
    """Return the lower quartile, the median and the upper quartile; None where there are no points."""
    if not points:
        return None
    if len(points) == 1:
        return PointsSpread(1, points[0], points[0], points[0])
    low, _, high = quantiles(points, n=4, method="inclusive")
    return PointsSpread(len(points), low, median(points), high)


def known_points(shown: ClassMap) -> tuple[float, ...]:
    """Return the points of everybody of whom the sum is known."""
    return tuple(row.points or 0.0 for row in shown.rows if row.final)


def bars(shown: ClassMap) -> tuple[PointsBar, ...]:
    """Return how many students have how many points, from 0 to all of them, in steps of whole points."""
    points = known_points(shown)
    if not points:
        return ()
    step = max(1, ceil((shown.of + 1) / _MOST_BARS))
    count = int(max(shown.of, *points)) // step + 1
    found = [0] * count
    for each in points:
        found[int(each) // step] += 1
    return tuple(PointsBar(at * step, at * step + step - 1, number) for at, number in enumerate(found))


def losses(shown: ClassMap) -> tuple[PromiseLoss, ...]:
    """Return what each promise cost, in the order of the columns."""
    return tuple(_loss(shown, at, column) for at, column in enumerate(shown.columns))


def _loss(shown: ClassMap, at: int, column: MapColumn) -> PromiseLoss:
    squares = [row.squares[at] for row in shown.rows]
    graded = [each for each in squares if each.state not in (SquareState.PERSON, SquareState.LEFT_OUT)]
    lost = sum(max(0.0, each.of - (each.points or 0.0)) for each in graded)
    most = sum(each.of for each in graded)
    return PromiseLoss(
        column,
        sum(each.state.failed for each in squares),
        sum(each.state is SquareState.UNTRIED for each in squares),
        sum(each.state is SquareState.PERSON for each in squares),
        lost,
        lost / most if most else 0.0,
    )
