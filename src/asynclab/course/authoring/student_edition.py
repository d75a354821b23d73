"""The student edition: nbgrader's own `generate_assignment`, with one of its steps ours.

In `nbgrader_config.py`: `c.GenerateAssignment.preprocessors = edition.STEPS`.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
    SaveCells,
)
from traitlets.config import Config

from asynclab.course.authoring.regions import stub, without_fences

# Jupyter's own tag: "Run All Cells" goes on past a check that is not passed yet. In the source, where CI must stop at
# one, there is no such tag.
MAY_FAIL = "raises-exception"


class StudentEdition(ClearSolutions):  # type: ignore[misc]  # nbgrader has no types
    """In place of `ClearSolutions`: stubs that name their task, prose without what is for authors, checks that may
    fail."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Give one cell as its student gets it."""
        if cell.cell_type == "code" and utils.is_solution(cell) and not utils.is_grade(cell):
            cell.source = stub(cell.source, cell.metadata.nbgrader["grade_id"])
            return cell, resources
        if cell.cell_type == "markdown":
            cell.source = without_fences(cell.source)
        if utils.is_grade(cell):
            cell.metadata.tags = [*cell.metadata.get("tags", ()), MAY_FAIL]
        return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]


# nbgrader's own list without IncludeHeaderFooter and InstantiateTests, which this course has no use for.
# ClearHiddenTests comes after SaveCells, which keeps the hidden tests for autograding; checksums are taken of both.
STEPS = [
    LockCells,
    StudentEdition,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
    ClearHiddenTests,
    ComputeChecksums,
    CheckCellMetadata,
]


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
