"""A class's results: the points from the gradebook, and from the graded notebooks what tests and checks said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from asynclab.grade.course_config import database, directory
from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.gradebook.cell_story import CellStory, stories
from asynclab.grade.gradebook.database import class_grades
from asynclab.grade.gradebook.handed_in import StudentStanding, everybody
from asynclab.grade.gradebook.models import StudentGrade
from asynclab.grade.gradebook.placeholder import reason_of
from asynclab.grade.gradebook.readings import readings
from asynclab.grade.gradebook.verdicts import Reading


@dataclass(frozen=True)
class Result:
    """One submission, graded.

    `readings`: the graded cells in the notebooks' order. `notes`: what its file had otherwise than
    the chapter. `problem`: why it, or a part of it, could not be graded, and what to do; or "". `look`: what a
    person is asked to look at, though it is graded; or "".
    `missing`: the assignment's notebooks that were not handed in. `stories`: of the same cells, what there is to tell
    beside points. `opened`: the notebooks that formgrader opens, also those in place of what could not be graded.
    """

    grade: StudentGrade
    readings: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    missing: tuple[str, ...] = ()
    stories: tuple[CellStory, ...] = ()
    opened: tuple[str, ...] = ()
    look: str = ""


def results(root: Path, assignment: str) -> tuple[Result, ...]:
    """Return the result of everybody who handed something in, in the course in `root`, by student.

    Raise NoAssignment, BadConfig.
    """
    folders, known = directory(root), class_grades(database(root), assignment)
    names = tuple(sorted(known.ids))
    return tuple(
        _result(Path(folders.format_path(folders.autograded_directory, each.grade.student, assignment)), each, names)
        for each in everybody(folders, assignment, known)
    )


def _result(place: Path, handed_in: StudentStanding, names: tuple[str, ...]) -> Result:
    graded = {path.stem: nbformat.read(path, as_version=4) for path in sorted(place.glob("*.ipynb"))}
    return Result(
        handed_in.grade,
        tuple(reading for name, notebook in graded.items() for reading in _readings(name, notebook, handed_in.grade)),
        tuple(note for notebook in graded.values() for note in notebook.metadata.get(KEY, {}).get("notes", ())),
        handed_in.problem,
        tuple(name for name in names if name not in graded) if graded else (),
        tuple(story for notebook in graded.values() if not reason_of(notebook) for story in stories(notebook)),
        tuple(graded),
        handed_in.look,
    )


def _readings(name: str, notebook: NotebookNode, grade: StudentGrade) -> tuple[Reading, ...]:
    cells = {cell.name: cell for cell in grade.cells if cell.notebook == name}
    found = tuple(readings(notebook, cells))
    if reason_of(notebook):  # of its cells nobody knows anything but what a person gave
        given = {cell.name for cell in cells.values() if cell.given}
        return tuple(reading for reading in found if reading.grade_id in given)
    return found
