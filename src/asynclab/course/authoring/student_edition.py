"""The student edition: nbgrader's own `generate_assignment`, with one of its steps ours.

`asynclab.nbgrader.configure_course` sets `c.GenerateAssignment.preprocessors = student_edition.STEPS`.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, SaveCells
from traitlets.config import Config

from asynclab.course.authoring.colab import FirstCell
from asynclab.course.authoring.regions import RegionKind, question_stub, without, without_fences
from asynclab.course.imports import only_imports
from asynclab.course.needs import lacking, needs_of

# Jupyter's own tag: "Run All Cells" goes on past a check that is not passed yet. In the source, where CI must stop at
# one, there is no such tag.
MAY_FAIL = "raises-exception"


class StudentEdition(ClearSolutions):  # type: ignore[misc]  # nbgrader has no types
    """In place of `ClearSolutions`: stubs that name their task, prose without what is for authors, checks that may
    fail.

    Only a notebook that imports NotAttempted gets these: it can run such a stub. Any other one is an assignment of
    nbgrader's plain kind, and its student edition is the one that nbgrader itself makes.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return a notebook as its student gets it.

        Raise RuntimeError for a solution that has no end, or that is marked in a cell that is not a solution cell;
        Unbalanced for an answer to a quiz question that has no end.
        """
        self._plain = not _imports_not_attempted(nb)
        if not self._plain:
            _fold_imports(nb)
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Return one cell as its student gets it."""
        if self._plain:
            return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]
        if cell.cell_type == "markdown":
            cell.source = without_fences(cell.source)
        if utils.is_grade(cell):
            cell.metadata.tags = [*cell.metadata.get("tags", ()), MAY_FAIL]
        if cell.cell_type == "code" and utils.is_solution(cell):
            return self._solution(cell, resources, index)
        return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]

    def _solution(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        name, stubs = cell.metadata.nbgrader["grade_id"], self.code_stub
        if question_stub(cell.source, name):
            cell.source = without(cell.source, RegionKind.SOLUTION)
            return cell, resources
        try:
            self.set_trait("code_stub", {resources["language"]: f'raise NotAttempted("{name}")'})
            return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]
        finally:
            self.set_trait("code_stub", stubs)  # another notebook of the assignment may be a plain one


def _imports_not_attempted(notebook: NotebookNode) -> bool:
    """As the build asks it of a chapter: whether a cell that stays as it is names NotAttempted."""
    kept = (cell for cell in notebook.cells if cell.cell_type == "code" and not utils.is_solution(cell))
    return any("NotAttempted" in cell.source for cell in kept)


def _fold_imports(notebook: NotebookNode) -> None:
    """Hide the text of the first code cell, where it has nothing but imports: a click unfolds it."""
    first = next((cell for cell in notebook.cells if cell.cell_type == "code"), None)
    if first is not None and not first.metadata.get("nbgrader") and only_imports(first.source):
        first.metadata.setdefault("jupyter", NotebookNode())["source_hidden"] = True


class CountedCells(SaveCells):  # type: ignore[misc]  # nbgrader has no types
    """In place of `SaveCells`: the gradebook counts no points for a graded cell that is left out on this machine."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Register one cell, and leave it as it is."""
        if not (utils.is_grade(cell) and lacking(needs_of(cell.source))):
            return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]
        points = cell.metadata.nbgrader["points"]
        try:
            cell.metadata.nbgrader["points"] = 0
            return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]
        finally:
            cell.metadata.nbgrader["points"] = points


_OURS = {ClearSolutions: (StudentEdition, FirstCell), SaveCells: (CountedCells,)}
# nbgrader's own list, with steps of ours in the place of two of its own
STEPS = [ours for step in GenerateAssignment().preprocessors for ours in _OURS.get(step, (step,))]


def generate(course: Path, name: str) -> Path:
    """Make `release/<name>` out of `source/<name>` in a course folder, without a database; the folder made.

    The very converter of `nbgrader generate_assignment`, in this process: it changes the working directory meanwhile.
    """
    config = Config()
    config.CourseDirectory.root = str(course.resolve())
    config.CourseDirectory.course_id = "asynclab"
    config.CourseDirectory.assignment_id = name
    config.SaveCells.enabled = False
    config.GenerateAssignment.no_database = True
    config.GenerateAssignment.preprocessors = STEPS
    shutil.rmtree(course / "release" / name, ignore_errors=True)
    GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()
    return course / "release" / name
