"""From a cleaned notebook to the job that executes it. Pure.

A graded cell is either a check, of which only the scenarios travel, or a test in nbgrader's plain style, which has to
stand in the student's process with everything in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from asynclab.course.authoring.chapter import WATCHED
from asynclab.course.cell.bindings import bound_names
from asynclab.grade.graded_cells import GradedCell, is_automatic, kind_of
from asynclab.grade.job import CellKind, Companion, Job, JobCell, Limits

_LIMITS = Limits()
_NOTHING: Mapping[str, tuple[str, ...]] = {}


def job_of(
    notebook: NotebookNode,
    *,
    graded: Mapping[str, GradedCell],
    companions: Iterable[Companion] = (),
    modules: Iterable[str] = (),
    limits: Limits = _LIMITS,
    key: str,
    engine: str = "",
    opening: Sequence[JobCell] = (),
    given: Mapping[str, tuple[str, ...]] = _NOTHING,
) -> Job:
    """Build the job of a cleaned notebook, without what its checks ask (see `asking`). graded: by grade_id. opening:
    the chapter's `first_cells`; none, where other files than the chapter's lie beside it. given: by grade_id what
    locked cells define, see `given_by`.
    """
    cells = tuple(_cells(notebook, graded, given))
    begins = tuple(map(_run, cells[: len(opening)])) == tuple(map(_run, opening))
    return Job(key, cells, tuple(companions), tuple(modules), limits, engine, len(opening) if begins else 0)


def asking(job: Job, questions: Mapping[str, Sequence[str]]) -> Job:
    """Return a job with what its checks ask. questions: of each check its scenarios, as JSON."""
    asked = {name: tuple(scenarios) for name, scenarios in questions.items()}
    cells = (
        replace(cell, scenarios=asked.get(cell.name, ())) if cell.kind is CellKind.CHECK else cell for cell in job.cells
    )
    return replace(job, cells=tuple(cells))


def first_cells(notebook: NotebookNode) -> tuple[JobCell, ...]:
    """Return the cells of a released notebook in front of the first that a student is to change, or that is graded."""
    own = takewhile(lambda cell: not (is_solution(cell) or is_grade(cell)), notebook.cells)
    return tuple(_cells(NotebookNode(cells=list(own)), {}, {}))


def given_by(notebook: NotebookNode) -> dict[str, tuple[str, ...]]:
    """Return the names that each locked cell of a released notebook defines, by its grade_id. What a cell that can be
    changed defines as well is not among them: the chapter means it to be another one later.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    free = frozenset[str]().union(*(bound_names(cell.source) for cell in cells if not _is_locked(cell)))
    return {
        cell.metadata.nbgrader.grade_id: tuple(sorted(bound_names(cell.source) - free))
        for cell in cells
        if _is_locked(cell)
    }


def _is_locked(cell: NotebookNode) -> bool:
    return bool(is_locked(cell) and not is_grade(cell))


def _run(cell: JobCell) -> tuple[CellKind, str]:
    """What counts of a cell, where it is run; its place among texts does not."""
    return cell.kind, cell.source


def _cells(
    notebook: NotebookNode,
    graded: Mapping[str, GradedCell],
    given: Mapping[str, tuple[str, ...]],
) -> Iterator[JobCell]:
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if WATCHED in cell.metadata.get("tags", ()):
            yield JobCell(index, CellKind.SKIP, name=name)
        elif is_automatic(cell):
            source = graded[name].source if name in graded else cell.source
            kind = kind_of(source, name)
            yield JobCell(index, kind, "" if kind is CellKind.CHECK else source, name)
        elif cell.source.strip():  # an empty cell is not run, and does not count
            yield JobCell(index, CellKind.CODE, cell.source, name, gives=given.get(name, ()))
