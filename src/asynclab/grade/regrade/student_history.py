"""A student's gradings, read from the gradebook, each with what it changed and why."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

from asynclab.grade.course_config import database
from asynclab.grade.gradebook.database import session_of
from asynclab.grade.history.comparison import GradingStep, steps
from asynclab.grade.history.gradings import gradings_of, students_graded
from asynclab.grade.regrade.errors import NoHistory


def student_history(root: Path, student: str, assignment: str = "") -> tuple[GradingStep, ...]:
    """Return a student's gradings in the course in `root`, the first one first; of all assignments if none is named.

    Raises NoGradebook, BrokenGradebook, NoHistory, BadConfig.
    """
    with session_of(database(root)) as session:
        known = students_graded(session)
        names = {normalize("NFC", each): each for each in known}
        name = names.get(normalize("NFC", student), student)
        found = gradings_of(session, name, assignment)
        if not found:
            alike = () if student in known else get_close_matches(student, known, 1)
            of_others = gradings_of(session, name) if assignment else ()
            graded = sorted({each.batch.assignment for each in of_others})
            raise NoHistory(student, assignment, next(iter(alike), ""), graded)
        return tuple(steps(found))
