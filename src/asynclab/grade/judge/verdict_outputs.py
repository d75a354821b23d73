"""A verdict as the outputs of a notebook's cell: what IPython keeps of it when a student runs the very same cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from asynclab.course.cell.cell_verdict import CellVerdict, Finding
from asynclab.course.cell.errors import CheckFailed, CouldNotGrade
from asynclab.course.cell.render import bundle
from asynclab.expect.outcome import Failure, Outcome

VerdictOutput = dict[str, Any]  # of nbformat 4
PERSON = "This is not your answer's fault as far as we can tell: show it to your instructor."


@dataclass(frozen=True)
class JudgedCheck:
    """A CHECK's outputs, as its cell in a notebook would hold them (nbformat 4)."""

    check: str
    outputs: tuple[VerdictOutput, ...]


def ungraded(check: str, promise: str, why: str) -> JudgedCheck:
    """Return a CHECK that could not be judged; why: a sentence for the student."""
    finding = Finding(Failure(why, remedy=PERSON))
    return JudgedCheck(check, outputs(CellVerdict(check, promise, Outcome.UNGRADED, (finding,))))


def outputs(verdict: CellVerdict) -> tuple[VerdictOutput, ...]:
    """Return the display of the verdict; and the error that the check raises, unless it passed or is left out."""
    verdict = replace(verdict, beside=None)  # hints and solutions are for who still works on it
    shown = {"output_type": "display_data", "data": bundle(verdict), "metadata": {}}
    return (shown,) if verdict.passed or verdict.outcome is Outcome.LEFT_OUT else (shown, _error(verdict))


def _error(verdict: CellVerdict) -> VerdictOutput:
    kind = CouldNotGrade if verdict.outcome is Outcome.UNGRADED else CheckFailed
    error = kind(verdict)
    return {
        "output_type": "error",
        "ename": kind.__name__,
        "evalue": str(error),
        "traceback": error._render_traceback_(),
    }
