"""What each grading of a submission changed, and why it came to something else than the one before. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from asynclab.grade.history.gradings import GradedCellRecord, Grading


@dataclass(frozen=True)
class CellStep:
    """A graded cell that came to something else. before: None where there was nothing."""

    name: str
    before: GradedCellRecord | None
    after: GradedCellRecord


@dataclass(frozen=True)
class GradingStep:
    """A grading beside the one before. first: there is none before. unknown: whether nobody knew the points then.
    handed_in: the submission was another. tests: the cells whose tests were others. engine: what of the engine was
    another, as in "langgraph 1.0 -> 1.1"."""

    grading: Grading
    first: bool
    unknown: bool = False
    handed_in: bool = False
    tests: tuple[str, ...] = ()
    engine: tuple[str, ...] = ()
    cells: tuple[CellStep, ...] = ()


def steps(gradings: Iterable[Grading]) -> Iterator[GradingStep]:
    """Yield a student's gradings, of any assignments and the first one first, each beside the one of its assignment
    that counted until then."""
    counting: dict[str, Grading] = {}
    for grading in gradings:
        before = counting.get(grading.batch.assignment)
        yield GradingStep(grading, True) if before is None else _step(before, grading)
        if grading.batch.undone is None:
            counting[grading.batch.assignment] = grading


def _step(before: Grading, after: Grading) -> GradingStep:
    old, new = before.kept, after.kept
    return GradingStep(
        after,
        False,
        before.unknown,
        dict(old.handed_in) != dict(new.handed_in),
        changed_tests(before.batch.origin.tests, after.batch.origin.tests),
        changed_engine(before.batch.origin.engine, after.batch.origin.engine),
        tuple(
            CellStep(name, old.cells.get(name), record)
            for name, record in new.cells.items()
            if old.cells.get(name) != record
        ),
    )


def changed_tests(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Return the cells whose test was changed, is new or is gone. before, after: digests by cell."""
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def changed_engine(before: str, after: str) -> tuple[str, ...]:
    """Return the parts of an engine's identity that are others, as in "langgraph 1.0 -> 1.1"."""
    old, new = (dict(part.rpartition(" ")[::2] for part in each.split(", ") if part) for each in (before, after))
    names = dict.fromkeys([*old, *new])
    return tuple(
        f"{name} {old.get(name, 'none')} -> {new.get(name, 'none')}" for name in names if old.get(name) != new.get(name)
    )
