"""`nbgrader validate` and JupyterLab's Validate button, reading verdicts as autograding does.

Stock validation calls a test cell that checked nothing a success, and one that wrote to stderr a failure.
"""

from __future__ import annotations

import nbgrader.apps.validateapp
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput
from nbgrader.validator import Validator as StockValidator
from traitlets import List

from asynclab.course.needs import lacking, needs_of
from asynclab.grade.gradebook.verdicts import read
from asynclab.grade.graded_cells import is_automatic
from asynclab.grade.nbgrader_app.kernel_execute import ExecuteCells, score


class Validator(StockValidator):  # type: ignore[misc]  # nbgrader has no types
    """Tells a student, before they submit, which cells would earn their points."""

    preprocessors = List([CheckCellMetadata, ClearOutput, ExecuteCells])

    def _get_failed_cells(self, nb: NotebookNode) -> list[NotebookNode]:
        failed = [cell for cell in _graded(nb) if not _full(cell)]
        if self.validate_all:
            failed += [cell for cell in nb.cells if not utils.is_grade(cell) and _errors(cell)]
        return failed

    def _get_passed_cells(self, nb: NotebookNode) -> list[NotebookNode]:
        return [cell for cell in _graded(nb) if _full(cell)]

    def _extract_error(self, cell: NotebookNode) -> str:
        reading = read(cell)
        if reading.promise:  # a check's traceback is its promise alone
            return "\n".join([reading.promise, *reading.reasons])
        for error in _errors(cell):
            return "\n".join(error.traceback)
        return "\n".join(read(cell).reasons)


def use_our_validator() -> None:
    """Put our validator where nbgrader's command and its server extension look for theirs.

    nbgrader has no option for it. Called by `nbgrader_config.py`.
    """
    nbgrader.apps.validateapp.Validator = Validator
    try:
        from nbgrader.server_extensions.validate_assignment import handlers
    except ImportError:  # no Jupyter server here: only the command is used
        return
    handlers.Validator = Validator


def _graded(nb: NotebookNode) -> list[NotebookNode]:
    """Cells graded by a check that counts here; what a person grades by hand cannot be validated."""
    return [cell for cell in nb.cells if is_automatic(cell) and not lacking(needs_of(cell.source))]


def _full(cell: NotebookNode) -> bool:
    return score(cell) == float(cell.metadata.nbgrader.points)


def _errors(cell: NotebookNode) -> list[NotebookNode]:
    return [output for output in cell.get("outputs", ()) if output.output_type == "error"]
