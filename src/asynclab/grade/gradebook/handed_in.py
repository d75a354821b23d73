"""Everybody who handed something in, by student: what the gradebook has of them, and why there is not more.

A batch registers what it graded, or tried to. Who handed in what no batch could take for the assignment (an empty
folder, a notebook by another name) is found in `submitted/` alone, and is not to be forgotten.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Protocol
from unicodedata import normalize

from asynclab.grade.gradebook.models import ClassGrades, StudentGrade
from asynclab.grade.gradebook.placeholder import reason_at
from asynclab.grade.intake import misnamed
from asynclab.grade.intake.read import UnreadableSubmission, read
from asynclab.grade.intake.second_notebooks import asked_of_others, second_notebooks

_ASK = (
    "Ask the student for the file once more, put it in its place, and autograde again; or give points by hand in "
    "formgrader."
)
_BEFORE = "The points are those of what was handed in before."


class Folders(Protocol):
    """Where a course keeps what was handed in and what was graded: nbgrader's CourseDirectory."""

    source_directory: str
    release_directory: str
    submitted_directory: str
    autograded_directory: str
    student_id_exclude: str

    def format_path(self, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False) -> str:
        """Return the path of a step's folder for a student and an assignment; either may be a pattern."""
        ...


@dataclass(frozen=True)
class StudentStanding:
    """A student who handed something in. problem: why it is not graded, or not all of it, and what to do; or "". look:
    what a person is asked to look at, though it is graded; or ""."""

    grade: StudentGrade
    problem: str = ""
    look: str = ""

    @property
    def final(self) -> bool:
        """Whether the points are the sum that counts: nothing of it waits for a person."""
        return not self.problem and not self.grade.ungraded


def everybody(folders: Folders, assignment: str, known: ClassGrades) -> tuple[StudentStanding, ...]:
    """Return all who handed in an assignment or are in the gradebook for it, by student."""
    graded = {grade.student: grade for grade in known.students}
    lying = _by_known_name(submitted(folders, assignment, known.ids), graded)
    return tuple(
        StudentStanding(
            graded.get(student) or known.nothing_of(student),
            _problem(folders, assignment, known, graded.get(student), lying.get(student), student),
            _look(lying.get(student), assignment, known),
        )
        for student in sorted({*graded, *lying})
    )


def _by_known_name(lying: dict[str, Path], graded: Collection[str]) -> dict[str, Path]:
    """What was handed in, by the name that the gradebook has: composed and decomposed letters are one name."""
    names = {normalize("NFC", student): student for student in graded if student not in lying}
    return {names.get(normalize("NFC", student), student): place for student, place in lying.items()}


def submitted(folders: Folders, assignment: str, ids: Mapping[str, Collection[str]]) -> dict[str, Path]:
    """Return what was handed in for an assignment, by student: a folder of its name, or one of another name that is no
    other assignment's and has nearly that name, or a notebook with its cells.

    ids: by notebook of the assignment, the grade_ids of its cells.
    """
    pattern = folders.format_path(folders.submitted_directory, "(?P<student>.*)", "(?P<assignment>.*)", escape=True)
    excluded = set((folders.student_id_exclude or "").split(","))
    found: dict[str, Path] = {}
    for path in sorted(glob(folders.format_path(folders.submitted_directory, "*", "*"), include_hidden=True)):
        match = re.fullmatch(pattern, path, re.DOTALL)
        if match is None or match["student"] in excluded:
            continue
        if match["assignment"] == assignment:
            found[match["student"]] = Path(path)
        elif not _is_another(folders, match["assignment"]) and (
            _nearly(match["assignment"], assignment) or misnamed.has_work(Path(path), ids)
        ):
            found.setdefault(match["student"], Path(path))
    return found


def _nearly(name: str, assignment: str) -> bool:
    """As in “12-Boss”, “12-boss (1)” and “12-boss.ipynb” for 12-boss, but not “12-bosses”."""
    return bool(re.match(rf"{re.escape(assignment.casefold())}(?![a-z0-9])", name.casefold()))


def _is_another(folders: Folders, name: str) -> bool:
    """Whether it is an assignment of its own."""
    steps = (folders.source_directory, folders.release_directory)
    return any(Path(folders.format_path(step, ".", name)).exists() for step in steps)


def _problem(
    folders: Folders, assignment: str, known: ClassGrades, grade: StudentGrade | None, place: Path | None, student: str
) -> str:
    done = Path(folders.format_path(folders.autograded_directory, student, assignment))
    if place is not None and (said := misnamed.unfit(student)):
        return said
    if place is not None and place.name != assignment:
        return _moved(place, assignment)
    if place is None:
        return "" if grade is None or any(done.glob("*.ipynb")) else "What was handed in is not there any more."
    missing = misnamed.absent(place, known.ids)
    shown = _shown(place)
    if len(missing) == len(known.ids):
        says = misnamed.sentence(place, known.ids, shown)
        return f"{says} {_BEFORE}" if grade is not None and len(grade.ungraded) < len(grade.cells) else says
    if waiting := _given_up(done, grade):
        return f"{waiting} {_ASK}"
    if any(done.glob("*.ipynb")):
        return misnamed.renamings(place, known.ids, shown)
    return next(_unreadable(place, known), _not_yet(assignment, grade, student))


def _look(place: Path | None, assignment: str, known: ClassGrades) -> str:
    """Which other files have work on a notebook that is there under its name."""
    if place is None or place.name != assignment:
        return ""
    names = tuple(known.ids)
    there = [each.outline for each in known.notebooks if not misnamed.absent(place, (each.name,))]
    found = (asked_of_others(each.name, second_notebooks(place, each, names), _shown(place)) for each in there)
    return " ".join(filter(None, found))


def _moved(place: Path, assignment: str) -> str:
    return (
        f"What was handed in lies in {_shown(place)}, and is looked for in {_shown(place.with_name(assignment))}. "
        "Rename it, or move the notebook there, and autograde again."
    )


def _given_up(done: Path, grade: StudentGrade | None) -> str:
    """Why a notebook could not be graded that nobody has graded by hand since."""
    waiting = sorted({cell.notebook for cell in grade.cells if cell.by_hand}) if grade else []
    return next(filter(None, (reason_at(done / f"{name}.ipynb") for name in waiting)), "")


def _unreadable(place: Path, known: ClassGrades) -> Iterator[str]:
    """Why notebooks of the assignment cannot be read."""
    for master in known.notebooks:
        paper = read(place / f"{master.name}.ipynb")
        if isinstance(paper, UnreadableSubmission):
            yield f"{master.name}.ipynb: {paper.reason} {_ASK}"


def _not_yet(assignment: str, grade: StudentGrade | None, student: str) -> str:
    if grade is None:
        return f"Not autograded yet. Type: asynclab autograde {assignment}"
    return f"It could not be graded. Why, is said by: asynclab autograde {assignment} --student {student}"


def _shown(place: Path) -> Path:
    """A path as it can be typed where one is."""
    short = os.path.relpath(place)
    return place if short.startswith("..") else Path(short)
