"""Our steps in nbgrader's own engine; `nbgrader_config.py` puts them into its lists.

nbgrader makes one of each for every submission and calls `preprocess(notebook, resources)`.
"""

from __future__ import annotations

import os
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute, NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool, Integer

from asynclab.grade.rebuild import rebuild
from asynclab.grade.verdicts import points

NOTES_KEY = "asynclab"  # in the metadata of an autograded notebook: {"notes": [...]}


class RebuildSubmission(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Takes from a submission its solutions and nothing else; in place of `DeduplicateIds`.

    Stock nbgrader marks a duplicated test cell in a way that its next step reads as an outdated
    notebook, which ends the batch for everybody.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Rebuild one submission from the release; raises NbGraderException where there is no release."""
        released = nbformat.read(self._released(resources["nbgrader"]), as_version=4)
        rebuilt = rebuild(released, nb)
        for note in rebuilt.notes:
            self.log.info("%s: %s", resources["nbgrader"]["student"], note)
        rebuilt.notebook.metadata[NOTES_KEY] = {"notes": list(rebuilt.notes)}
        return rebuilt.notebook, resources

    def _released(self, about: dict[str, str]) -> str:
        coursedir = self.parent.parent.coursedir  # of the exporter's converter
        folder = coursedir.format_path(coursedir.release_directory, ".", about["assignment"])
        path: str = os.path.join(folder, about["notebook"] + ".ipynb")
        if not os.path.exists(path):
            raise NbGraderException(
                f"There is no released notebook {path}, and submissions are rebuilt from it. "
                f"Run: nbgrader generate_assignment {about['assignment']}"
            )
        return path


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
            nb.cells[index].outputs = [_error(why)]
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Execute one cell, or say why it is left out."""
        if index in self._broken:
            cell.outputs = [_error(self._broken[index])]
            return cell, resources
        self._running = index
        return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]


class SafeSaveAutoGrades(SaveAutoGrades):  # type: ignore[misc]  # nbgrader has no types
    """Points for a verdict that says passed, and for nothing else; in place of `SaveAutoGrades`."""

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        grade.auto_score = score(cell)
        # a score given by hand stays, and is looked at again because the answer may have changed
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()


def score(cell: NotebookNode) -> float | None:
    """The points of a graded cell; None where a person has to look (nbgrader's way to say so)."""
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


def _error(why: str) -> NotebookNode:
    return NotebookNode(output_type="error", ename="CellLeftOut", evalue=why, traceback=[f"CellLeftOut: {why}"])
