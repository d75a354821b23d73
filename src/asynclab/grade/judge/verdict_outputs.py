"""A verdict as the outputs of a notebook's cell: what IPython keeps of it when a student runs the very same cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from asynclab.course.cell.cell_verdict import CellVerdict
from asynclab.course.cell.errors import CheckFailed, CouldNotGrade
from asynclab.course.cell.render import bundle
from asynclab.expect import Outcome

Output = dict[str, Any]  # of nbformat 4


def outputs(verdict: CellVerdict) -> tuple[Output, ...]:
    """Return the display of the verdict; and the error that the check raises, unless it passed or is left out."""
    verdict = replace(verdict, beside=None)  # hints and solutions are for who still works on it
    shown = {"output_type": "display_data", "data": bundle(verdict), "metadata": {}}
    return (shown,) if verdict.passed or verdict.outcome is Outcome.LEFT_OUT else (shown, _error(verdict))


def _error(verdict: CellVerdict) -> Output:
    kind = CouldNotGrade if verdict.outcome is Outcome.UNGRADED else CheckFailed
    error = kind(verdict)
    return {
        "output_type": "error",
        "ename": kind.__name__,
        "evalue": str(error),
        "traceback": error._render_traceback_(),
    }
