"""`asynclab grade`: what is printed of one submission, and with which code the command ends."""

from __future__ import annotations

import sys
from pathlib import Path

from traitlets.config import Config

from asynclab.grade.errors import GradingError
from asynclab.grade.gradebook.models import StudentGrade
from asynclab.grade.gradebook.results import Result
from asynclab.grade.sandbox.early import EarlyProcesses
from asynclab.grade.single.chapter_files import ChapterFiles
from asynclab.grade.single.choices import ResultFormat
from asynclab.grade.single.gradescope import to_gradescope
from asynclab.grade.single.grading import SingleResult, grade_one
from asynclab.grade.single.single_json import to_json
from asynclab.grade.single.single_text import to_text
from asynclab.grade.single.student_view import NOT_YOURS, student_view
from asynclab.grade.terminal import escaped

GRADED, CANNOT_BE_GRADED = 0, 1


def grade_and_print(submitted: Path, chapter: ChapterFiles, how: ResultFormat, early: EarlyProcesses) -> int:
    """Grade one submission, and print what came of it to stdout; return the exit code."""
    try:
        graded = grade_one(submitted, chapter, early)
    except GradingError as problem:
        return refuse_and_print(chapter.name, problem, how)
    print(_printed(graded, how))
    return CANNOT_BE_GRADED if graded.result.problem else GRADED


def refuse_and_print(chapter: str, problem: GradingError, how: ResultFormat) -> int:
    """Print why nothing can be graded, which is not the submission's fault: to stderr for whoever grades, and to stdout
    what a student reads. Return the exit code."""
    print(escaped(str(problem), keep="\n"), file=sys.stderr)
    result = Result(StudentGrade("", ()), problem=str(problem))
    print(_printed(SingleResult(chapter, result, None, Config(), for_student=NOT_YOURS), how))
    return CANNOT_BE_GRADED


def _printed(graded: SingleResult, how: ResultFormat) -> str:
    if how is ResultFormat.JSON:
        return to_json(graded)
    return to_gradescope(graded) if how is ResultFormat.GRADESCOPE else to_text(student_view(graded))
