"""How validating runs a notebook, in a kernel on its student's machine, and what its cells are worth there."""

from __future__ import annotations

from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import Execute
from traitlets import Bool, Integer

from asynclab.grade.gradebook.outputs import left_out
from asynclab.grade.gradebook.verdicts import points


class ExecuteCells(Execute):  # type: ignore[misc]  # nbgrader has no types
    """Runs a submission so that a cell which breaks its kernel costs itself, not the notebook.

    A cell that kills its kernel, or holds it past the time limit and the interrupt after it, is
    left out and the notebook runs again without it. Stock nbgrader gives up the whole submission.
    """

    coalesce_streams = Bool(True, help="Text that was printed bit by bit reads as one in feedback.")
    replays = Integer(5, help="How many cells may break their kernel before the rest is left unrun.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple[NotebookNode, Any]:
        """Execute the notebook, leaving out what breaks it. Cells left unrun have no output."""
        self._broken: dict[int, str] = {}
        for _ in range(self.replays + 1):
            for cell in nb.cells:
                _forget_outputs(cell)
            try:
                return super().preprocess(nb, resources, km)  # type: ignore[no-any-return]
            except (DeadKernelError, CellTimeoutError) as problem:
                self._broken[self._running] = _why(problem)
                self.log.warning("Cell %d: %s It is left out.", self._running, self._broken[self._running])
        for index, why in self._broken.items():
            nb.cells[index].outputs = [left_out(why)]
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Execute one cell, or say why it is left out."""
        if index in self._broken:
            cell.outputs = [left_out(self._broken[index])]
            return cell, resources
        self._running = index
        return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]


def score(cell: NotebookNode) -> float | None:
    """Return the points of a graded cell; None where a person has to look (nbgrader's way to say so)."""
    if utils.is_solution(cell) or cell.cell_type != "code":
        stock, _ = utils.determine_grade(cell)  # written answers: zero untouched, else by hand
        return stock  # type: ignore[no-any-return]
    return points(cell)


def _forget_outputs(cell: NotebookNode) -> None:
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None


def _why(problem: Exception) -> str:
    if isinstance(problem, DeadKernelError):
        return "This cell ended the Python process it ran in."
    return "This cell held its kernel past the time limit, and an interrupt did not stop it."
