"""A verdict as the outputs of a notebook's cell: what IPython keeps of it when a student runs the very same cell."""

from __future__ import annotations

from typing import Any

from asynclab.course.cell.cell_verdict import MIME, CellVerdict, to_data
from asynclab.course.cell.errors import CheckFailed, CouldNotGrade
from asynclab.course.cell.render import brief, html
from asynclab.expect import Outcome

Output = dict[str, Any]  # of nbformat 4


def outputs(verdict: CellVerdict) -> tuple[Output, ...]:
    """The display of the verdict; and the error that the check raises, unless it passed."""
    data = {MIME: to_data(verdict), "text/html": html(verdict), "text/plain": brief(verdict)}
    shown = {"output_type": "display_data", "data": data, "metadata": {}}
    return (shown,) if verdict.passed else (shown, _error(verdict))


def _error(verdict: CellVerdict) -> Output:
    kind = CouldNotGrade if verdict.outcome is Outcome.UNGRADED else CheckFailed
    error = kind(verdict)
    return {
        "output_type": "error",
        "ename": kind.__name__,
        "evalue": str(error),
        "traceback": error._render_traceback_(),
    }
