"""A class's grades for an export: a line for each assignment and student, in which an unknown score is None. Pure, but
for looking into the course's folders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from logging import Logger
from pathlib import Path
from typing import Any

from asynclab.grade.errors import CannotExport, GradingError
from asynclab.grade.gradebook.handed_in import Folders, StudentStanding, everybody
from asynclab.grade.gradebook.models import StudentGrade
from asynclab.grade.gradebook.rows import class_grades_of
from asynclab.grade.terminal import escaped

_NOTHING = "Nothing was handed in."


@dataclass(frozen=True)
class GradeLine:
    """A line of nbgrader's table: its columns in its order, and why a score is empty or to be looked at."""

    assignment: str
    duedate: Any
    timestamp: Any
    student_id: str
    last_name: str | None
    first_name: str | None
    email: str | None
    raw_score: float | None
    late_submission_penalty: float | None
    score: float | None
    max_score: float
    remark: str = ""

    @property
    def absent(self) -> bool:
        """Whether nothing was handed in, which has nbgrader's zero."""
        return self.remark == _NOTHING

    @property
    def name(self) -> str:
        """The student's name as the gradebook has it, as in "Lovelace, Ada"; else the student's id."""
        return ", ".join(part for part in (self.last_name, self.first_name) if part) or self.student_id


@dataclass(frozen=True)
class ChosenForExport:
    """What is to be exported: the names that `--assignment` and `--student` give, all of them where there are none."""

    assignments: Collection[str] = ()
    students: Collection[str] = ()

    @classmethod
    def of(cls, assignments: Iterable[Any], students: Iterable[Any]) -> ChosenForExport:
        """Return the choice of an exporter's options, which may hold numbers."""
        return cls(frozenset(map(str, assignments)), frozenset(map(str, students)))

    def assignment(self, name: str) -> bool:
        """Return whether an assignment is exported."""
        return not self.assignments or name in self.assignments

    def student(self, name: str) -> bool:
        """Return whether a student is exported."""
        return not self.students or name in self.students


@contextmanager
def refusals_told(log: Logger) -> Iterator[None]:
    """Tell what the block refuses, and end with exit code 1: before a file is written, so that the last one stays."""
    try:
        yield
    except GradingError as problem:
        log.error("%s", problem)
        raise SystemExit(1) from problem


def check_export(gradebook: Any, chosen: ChosenForExport, place: Path) -> None:
    """Raise CannotExport where an assignment is not in the gradebook, or a file's folder is not there."""
    known = sorted(str(assignment.name) for assignment in gradebook.assignments)
    for name in sorted(set(chosen.assignments) - set(known)):
        raise CannotExport(
            f"There is no assignment “{name}” in the gradebook. There are: {', '.join(known) or 'none'}."
        )
    if not place.parent.is_dir() or place.is_dir():
        raise CannotExport(f"{place} cannot be written: name a file in a folder that is there.")


def grade_lines(gradebook: Any, folders: Folders, chosen: ChosenForExport) -> Iterator[GradeLine]:
    """Yield a line for each chosen assignment and student: everybody in the gradebook, and whoever handed in."""
    for assignment in gradebook.assignments:
        if chosen.assignment(assignment.name):
            yield from _of_assignment(gradebook, folders, assignment, chosen)


def _of_assignment(gradebook: Any, folders: Folders, assignment: Any, chosen: ChosenForExport) -> Iterator[GradeLine]:
    known = class_grades_of(assignment)
    handed_in = {each.grade.student: each for each in everybody(folders, assignment.name, known)}
    people = {student.id: student for student in gradebook.students}
    timestamps = {row.student.id: row.timestamp for row in assignment.submissions}
    for student in sorted({*people, *handed_in}):
        if not chosen.student(student):
            continue
        person, each = people.get(student), handed_in.get(student)
        grade = each.grade if each else StudentGrade(student, ())
        final = each is None or each.final
        yield GradeLine(
            assignment.name,
            assignment.duedate,
            timestamps.get(student),
            student,
            person and person.last_name,
            person and person.first_name,
            person and person.email,
            grade.raw if final else None,
            grade.penalty,
            grade.points if final else None,
            float(assignment.max_score or 0.0),
            escaped(remark(each) if each else _NOTHING),
        )


def remark(handed_in: StudentStanding) -> str:
    """Return why a score is empty, or what of it a person is asked to look at; "" for a grade that is final."""
    said = [handed_in.problem] if handed_in.problem else []
    if not handed_in.problem and (ungraded := handed_in.grade.ungraded):
        names = ", ".join(cell.name for cell in ungraded)
        said.append(f"A person has to grade {names}; the rest has {handed_in.grade.points:g} points.")
    if handed_in.look:
        said.append(handed_in.look)
    flagged = [cell.name for cell in handed_in.grade.cells if cell.by_hand and cell.points is not None]
    if flagged:
        said.append(f"A person is asked to look at {', '.join(flagged)}.")
    return " ".join(said)
