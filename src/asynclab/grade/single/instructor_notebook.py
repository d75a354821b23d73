"""An instructor's notebook as an assignment: the student edition, and what a gradebook would keep of it.

The steps are those that `nbgrader generate_assignment` is configured with. What it saves is written down here instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, SaveCells
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from traitlets.utils.importstring import import_item

from asynclab.course.authoring.student_edition import STEPS
from asynclab.course.needs import lacking, needs_of
from asynclab.grade.errors import BadSetting, configured
from asynclab.grade.gradebook.models import Master, Original
from asynclab.grade.single.chapter_files import ChapterFiles
from asynclab.grade.single.errors import NotAnInstructorsNotebook


@dataclass(frozen=True)
class HandedOut:
    """released: the notebook as students get it. master: what the gradebook would know of it."""

    released: NotebookNode
    master: Master


def edition(chapter: ChapterFiles, name: str) -> HandedOut:
    """Make the student edition of an instructor's notebook. name: what the submitted notebook is called.

    Raise NotAnInstructorsNotebook.
    """
    try:
        with configured("What c.ClearSolutions, c.ClearHiddenTests or c.GenerateAssignment sets"):
            _steps(chapter)
            _marks(chapter)
        notebook = nbformat.read(chapter.source, as_version=4)
        released = _is_released(notebook, chapter)
        made = _made(notebook, chapter, name)
    except BadSetting:
        raise
    except Exception as problem:  # nbgrader's steps, and a school's own, raise whatever they like
        said = str(problem).strip().splitlines()[:1] or [type(problem).__name__]
        raise NotAnInstructorsNotebook(chapter.source, said[0].rstrip(".")) from problem
    if released:
        raise NotAnInstructorsNotebook(chapter.source, "it is the release, without solutions and hidden tests")
    return made


def _is_released(notebook: NotebookNode, chapter: ChapterFiles) -> bool:
    """Whether its graded cells have the checksums that `generate_assignment` gives them, and nothing is left in it that
    a student may not see."""
    marks = _marks(chapter)
    graded = [cell for cell in notebook.cells if is_grade(cell)]
    summed = bool(graded) and all(cell.metadata.nbgrader.get("checksum") for cell in graded)
    return summed and not any(mark in cell.source for cell in notebook.cells for mark in marks)


def _marks(chapter: ChapterFiles) -> tuple[str, str]:
    solutions, tests = ClearSolutions(config=chapter.settings), ClearHiddenTests(config=chapter.settings)
    return solutions.begin_solution_delimeter, tests.begin_test_delimeter


def _made(notebook: NotebookNode, chapter: ChapterFiles, name: str) -> HandedOut:
    resources: dict[str, Any] = {
        "metadata": {"path": str(chapter.source.parent)},
        "nbgrader": {"student": ".", "assignment": chapter.name, "notebook": chapter.name, "db_url": ""},
    }
    master = None
    for step in _steps(chapter):
        if issubclass(step, SaveCells):
            master = master_of_notebook(notebook, name)
        else:
            notebook, resources = step(config=chapter.settings)(notebook, resources)
    return HandedOut(notebook, master or master_of_notebook(notebook, name))


def _steps(chapter: ChapterFiles) -> list[Any]:
    """Those of the course; without any, those of a course of chapters, which make of a plain notebook what nbgrader
    does."""
    own = "preprocessors" in chapter.settings.get("GenerateAssignment", {})
    if not own:
        return list(STEPS)
    named = GenerateAssignment(config=chapter.settings).preprocessors
    return [import_item(each) if isinstance(each, str) else each for each in named]


def master_of_notebook(notebook: NotebookNode, name: str) -> Master:
    """Return what a gradebook would keep of a notebook that is as `SaveCells` finds it, hidden tests in."""
    return Master(
        name,
        notebook.metadata.get("kernelspec", {}),
        tuple(_originals(notebook)),
        {cell.metadata.nbgrader.grade_id: _points(cell) for cell in notebook.cells if is_grade(cell) or is_task(cell)},
    )


def _originals(notebook: NotebookNode) -> Iterator[Original]:
    for cell in notebook.cells:
        if is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell):
            about = cell.metadata.nbgrader
            yield Original(
                about.grade_id, cell.cell_type, bool(is_locked(cell)), cell.source, about.get("checksum") or ""
            )


def _points(cell: NotebookNode) -> float:
    """What a cell counts: nothing where the packages that it needs are not here."""
    return 0.0 if lacking(needs_of(cell.source)) else float(cell.metadata.nbgrader.points)
