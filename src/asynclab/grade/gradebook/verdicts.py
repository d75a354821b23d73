"""What the outputs of a check say: earned, lost, or unclear. Pure; it fails closed.

A cell earns its points for one thing alone: exactly one verdict among its outputs, of this very
check, that says `passed`, with no error beside it. Text on stdout or stderr, numbers and results
neither earn nor cost anything. Where there is no verdict to read (the kernel died, the cell never
ran, `check` was gone) nobody knows what the answer is worth: that is unclear, and a person looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from asynclab.course.cell.cell_verdict import MIME, SCHEMA
from asynclab.expect.outcome import Outcome


class Standing(Enum):
    """What a graded cell is worth to its student."""

    EARNED = "earned"
    LOST = "lost"
    UNCLEAR = "unclear"  # no points yet, and a person has to look
    WAITING = "waiting"  # no points yet: it is a person who grades this cell
    LEFT_OUT = "left out"  # it needs packages that are not here, and counts nothing


@dataclass(frozen=True)
class Reading:
    """One graded cell, read. `reasons` has one sentence for each promise that did not hold."""

    grade_id: str
    standing: Standing
    outcome: Outcome
    promise: str = ""
    reasons: tuple[str, ...] = ()


def read(cell: Mapping[str, Any]) -> Reading:
    """Read a graded code cell of an executed notebook."""
    grade_id: str = cell["metadata"]["nbgrader"]["grade_id"]
    outputs = cell.get("outputs", ())
    verdicts = list(_verdicts(outputs))
    errors = [output for output in outputs if output["output_type"] == "error"]
    if not verdicts:
        return _unclear(grade_id, _without_verdict(cell, errors))
    if len(verdicts) > 1:
        return _unclear(grade_id, f"The cell gave {len(verdicts)} verdicts where one is due.")
    verdict = verdicts[0]
    if not _well_formed(verdict):
        return _unclear(grade_id, "The cell gave a verdict that cannot be read.")
    if verdict["check"] != grade_id:
        return _unclear(grade_id, f"The cell gave the verdict of another check, “{verdict['check']}”.")
    reading = Reading(
        grade_id=grade_id,
        standing=_STANDING[Outcome(verdict["outcome"])],
        outcome=Outcome(verdict["outcome"]),
        promise=str(verdict.get("promise", "")),
        reasons=tuple(_sentence(failure) for failure in verdict.get("failures", ())),
    )
    if reading.standing is Standing.UNCLEAR and not reading.reasons:
        return _unclear(grade_id, "The check itself says so: it could not be graded.")
    if reading.standing is Standing.EARNED and errors:
        return _unclear(grade_id, f"The cell passed and then raised {errors[0].get('ename', 'an error')}.")
    worth = float(cell["metadata"]["nbgrader"].get("points") or 0)
    if reading.standing is Standing.LEFT_OUT and worth:  # registered where it does count: it is no zero
        return _unclear(grade_id, f"It was left out. {' '.join(str(verdict.get('note', '')).split())} {_REGISTER}")
    return reading


def points(cell: Mapping[str, Any]) -> float | None:
    """Return the points a graded code cell earned: all points, 0, or None where a person has to look."""
    standing = read(cell).standing
    if standing is Standing.UNCLEAR:
        return None
    return float(cell["metadata"]["nbgrader"]["points"]) if standing is Standing.EARNED else 0.0


_STANDING = dict.fromkeys(Outcome, Standing.LOST) | {
    Outcome.PASSED: Standing.EARNED,
    Outcome.UNGRADED: Standing.UNCLEAR,
    Outcome.LEFT_OUT: Standing.LEFT_OUT,
}
_REGISTER = "But the gradebook counts them: run nbgrader generate_assignment with the packages that grade."


def _verdicts(outputs: Any) -> Iterator[Any]:
    for output in outputs:
        if MIME in output.get("data", {}):
            yield output["data"][MIME]


def _well_formed(verdict: Any) -> bool:
    return (
        isinstance(verdict, Mapping)
        and verdict.get("schema") == SCHEMA
        and isinstance(verdict.get("check"), str)
        and isinstance(verdict.get("outcome"), str)  # a list has no hash, and would end the grading
        and verdict["outcome"] in {outcome.value for outcome in Outcome}
        and isinstance(verdict.get("failures", []), list)
    )


def _sentence(failure: Any) -> str:
    """A failure as one line of text, however it was written down."""
    said = failure.get("sentence", "") if isinstance(failure, Mapping) else failure
    return " ".join(str(said).split())


def _without_verdict(cell: Mapping[str, Any], errors: list[Any]) -> str:
    if errors:
        error = errors[0]
        return f"No verdict: {error.get('ename', 'error')}: {error.get('evalue', '')}".strip(" :")
    if cell.get("execution_count") is None:
        return "No verdict: the cell did not run."
    return "No verdict: the cell ran and checked nothing."


def _unclear(grade_id: str, reason: str) -> Reading:
    return Reading(grade_id, Standing.UNCLEAR, Outcome.UNGRADED, reasons=(reason,))
