"""What was handed out: the released notebook, joined with what the gradebook keeps of the instructor's edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator, SchemaTooNewError, SchemaTooOldError, ValidationError
from nbgrader.utils import is_solution

from asynclab.course.authoring.chapter import WATCHED
from asynclab.course.imports import imported_modules
from asynclab.grade.batch.build_job import first_cells, given_by
from asynclab.grade.batch.cache_key import examination_digest
from asynclab.grade.errors import BadRelease, NoRelease, NotPython
from asynclab.grade.gradebook.models import Master
from asynclab.grade.graded_cells import GradedCell, is_automatic, kind_of
from asynclab.grade.intake.second_notebooks import HandoutOutline
from asynclab.grade.job import CellKind, Companion, JobCell
from asynclab.grade.judge.examination import ExamCell, Examination
from asynclab.grade.reaching import modules_imported


@dataclass(frozen=True)
class AssignmentNotebook:
    """A notebook of an assignment. notebook: the released one, its nbgrader metadata as the gradebook has it. graded:
    the cells that are graded by running them, hidden tests in. checks: those of them that are checks of ours.
    points: of every cell and task that has some. modules: what its cells import."""

    name: str
    notebook: NotebookNode
    graded: Mapping[str, GradedCell]
    checks: frozenset[str]
    points: Mapping[str, float]
    modules: tuple[str, ...]
    examination: Examination

    @cached_property
    def opening(self) -> tuple[JobCell, ...]:
        """The cells in front of the first that a student is to change, or that is graded."""
        return first_cells(self.notebook)

    @cached_property
    def examination_digest(self) -> str:
        """The hash of its examination, see `cache_key`."""
        return examination_digest(self.examination)

    @cached_property
    def code(self) -> frozenset[str]:
        """The texts of its code cells, as they were handed out."""
        return frozenset(cell.source for cell in self.notebook.cells if cell.cell_type == "code")

    @cached_property
    def engine_modules(self) -> frozenset[str]:
        """The modules of asynclab that its own cells import."""
        return frozenset[str]().union(*map(modules_imported, self.code))

    @cached_property
    def outline(self) -> HandoutOutline:
        """The names of its cells, and the texts of those that a student may write into."""
        written = {cell.metadata.nbgrader.grade_id: cell.source for cell in self.notebook.cells if is_solution(cell)}
        return HandoutOutline(self.name, grade_ids(self), written)

    @cached_property
    def given(self) -> dict[str, tuple[str, ...]]:
        """The names that each locked cell defines, by its grade_id."""
        return given_by(self.notebook)


def handout(master: Master, release: Path, companions: tuple[Companion, ...]) -> AssignmentNotebook:
    """Return a notebook as it was handed out. release: the assignment's folder. companions: what lies beside the
    notebook.

    Raises NoRelease, BadRelease, NotPython.
    """
    path = release / f"{master.name}.ipynb"
    if not path.is_file():
        raise NoRelease(path)
    notebook = _as_known(nbformat.read(path, as_version=4), master)
    try:
        MetadataValidator().validate_nb(notebook)
    except (ValidationError, SchemaTooOldError, SchemaTooNewError) as problem:
        raise BadRelease(path, str(problem).splitlines()[0]) from problem
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        raise NotPython(path, language)
    graded = _graded(notebook, master)
    kinds = {name: kind_of(cell.source, name) for name, cell in graded.items()}
    return AssignmentNotebook(
        master.name,
        notebook,
        graded,
        frozenset(name for name, kind in kinds.items() if kind is CellKind.CHECK),
        master.points,
        imported_modules(cell.source for cell in notebook.cells if cell.cell_type == "code"),
        Examination(tuple(_exam_cells(notebook, graded, kinds)), companions),
    )


def grade_ids(handout: AssignmentNotebook) -> frozenset[str]:
    """Return nbgrader's names of a notebook's cells: the notebook is known by them, whatever its file is called."""
    said = (cell.metadata.get("nbgrader", {}) for cell in handout.notebook.cells)
    return frozenset(each["grade_id"] for each in said if each.get("grade_id"))


def _as_known(notebook: NotebookNode, master: Master) -> NotebookNode:
    """The released notebook, corrected by the gradebook as nbgrader does with every submission."""
    if master.kernelspec:
        notebook.metadata.kernelspec = nbformat.from_dict(master.kernelspec)
    known = {cell.name: cell for cell in master.cells}
    for cell in notebook.cells:
        said = cell.metadata.get("nbgrader", {})
        original = known.get(said.get("grade_id", ""))
        if original is not None:
            if original.checksum:
                said.checksum = original.checksum
            if said.get("grade") and original.name in master.points:
                said.points = master.points[original.name]
    return notebook


def _graded(notebook: NotebookNode, master: Master) -> dict[str, GradedCell]:
    sources = {cell.name: cell.source for cell in master.cells}
    graded = {}
    for cell in notebook.cells:
        if is_automatic(cell):
            name = cell.metadata.nbgrader.grade_id
            graded[name] = GradedCell(sources.get(name, cell.source), float(cell.metadata.nbgrader.points))
    return graded


def _exam_cells(
    notebook: NotebookNode, graded: Mapping[str, GradedCell], kinds: Mapping[str, CellKind]
) -> Iterator[ExamCell]:
    for cell in notebook.cells:
        if cell.cell_type != "code" or WATCHED in cell.metadata.get("tags", ()):
            continue
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in graded:
            yield ExamCell(kinds[name], graded[name].source, name)
        else:
            yield ExamCell(CellKind.CODE, cell.source, name)
