"""Why a notebook comes to another grade than before: read from the graded notebook of then, with its tests in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from asynclab.grade.batch.content_digest import graded_digest
from asynclab.grade.gradebook.placeholder import reason_of
from asynclab.grade.gradebook.readings import outcomes
from asynclab.grade.graded_cells import GradedCell, is_automatic


@dataclass(frozen=True)
class Causes:
    """What is not as it was when a notebook was graded. outcomes: what the verdict on each check said then. tests: the
    cells whose tests are others. handed_in: it is another submission. again: it had to be executed again."""

    outcomes: Mapping[str, str] = field(default_factory=dict)
    tests: frozenset[str] = frozenset()
    handed_in: bool = False
    again: bool = False

    def of(self, cell: str) -> str:
        """Return why a cell comes to something else, or "" where nobody knows."""
        if cell in self.tests:
            return "its test changed"
        if self.handed_in:
            return "handed in anew"
        return "the engine, its limits or another cell changed" if self.again else ""


NO_CAUSE = Causes()


def causes(
    place: Path, graded: Mapping[str, GradedCell], checks: Collection[str], digest: str, *, fresh: bool
) -> Causes:
    """Compare with the graded notebook that lies in a place. graded, checks: the assignment's cells as they are now.
    digest: of what is handed in now. fresh: it is executed again. Never raises for what lies there."""
    try:
        notebook: NotebookNode = nbformat.v4.reads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NO_CAUSE
    handed_in = graded_digest(place) not in (None, "", digest)  # "": it was to be tried again
    if reason_of(notebook):  # it stands for what could not be graded, and has no test in it
        return Causes(outcomes(notebook, checks), frozenset(), handed_in, fresh)
    then = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if is_automatic(cell)}
    changed = {name for name, cell in graded.items() if name not in then or _is_another(then[name], cell)}
    return Causes(outcomes(notebook, checks), frozenset(changed), handed_in, fresh)


def _is_another(then: NotebookNode, now: GradedCell) -> bool:
    return then.source != now.source or float(then.metadata.nbgrader.get("points") or 0.0) != now.points
