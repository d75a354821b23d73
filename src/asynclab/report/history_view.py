"""A student's gradings on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclab.grade.history.comparison import CellStep, GradingStep
from asynclab.grade.history.gradings import GradedCellRecord
from asynclab.grade.terminal import escaped


def history_lines(steps: Iterable[GradingStep]) -> Iterator[str]:
    """Yield the lines for gradings, each ready for a terminal: what students named is escaped in them."""
    return (escaped(line) for step in steps for line in _lines(step))


def _lines(step: GradingStep) -> Iterator[str]:
    batch, kept = step.grading.batch, step.grading.kept
    was = "" if kept.before is None else "? -> " if step.unknown else f"{kept.before:g} -> "
    points = "?" if step.grading.unknown else f"{kept.points:g}"
    yield f"{step.grading.graded:%Y-%m-%d %H:%M} UTC  {batch.assignment}  {was}{points} points  ({_why(step)})"
    yield f"    by {_version(batch.origin.engine)}"
    if batch.undone is not None:
        yield f"    taken back on {batch.undone:%Y-%m-%d %H:%M} UTC"
    if step.tests:
        yield f"    tests that were others: {', '.join(step.tests)}"
    if step.engine:
        yield f"    of the engine: {', '.join(step.engine)}"
    for cell in step.cells:
        yield f"    {cell.name}: {_cell(cell)}"


def _why(step: GradingStep) -> str:
    if step.first:
        return "graded for the first time"
    causes = {"handed in anew": step.handed_in, "tests changed": step.tests, "engine changed": step.engine}
    return ", ".join(cause for cause, holds in causes.items() if holds) or "nothing had changed"


def _version(engine: str) -> str:
    """The version and the source of an engine; the packages beside it are told where they change."""
    parts = engine.split(", ")
    return ", ".join(dict.fromkeys((parts[0], parts[-1]))) or "an engine that nobody named"


def _cell(step: CellStep) -> str:
    return f"{_record(step.before)} -> {_record(step.after)}"


def _record(record: GradedCellRecord | None) -> str:
    if record is None:
        return "none"
    points = "by hand" if record.points is None else f"{record.points:g}"
    return f"{record.outcome} {points}".strip()
