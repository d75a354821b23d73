"""The extensions of the course that is graded: its file, checked against its chapters and students."""

from __future__ import annotations

from glob import glob
from pathlib import Path
from typing import Any

from asynclab.grade.extensions.extension import ExtensionsOfChapter, of_chapter
from asynclab.grade.extensions.extensions_file import NAME, KnownNames, read_extensions
from asynclab.grade.gradebook.writer import Writer


def course_extensions(course: Any, assignment: str, writer: Writer) -> ExtensionsOfChapter:
    """Read a course's file, and have the gradebook grant what it says for an assignment. course: nbgrader's
    CourseDirectory. Raises BadExtensions."""
    file = Path(course.root) / NAME
    entries = read_extensions(file, _known(course, writer)) if file.exists() else ()
    granted = of_chapter(file, entries, assignment, writer.due)
    writer.grants(granted.length)
    return granted


def _known(course: Any, writer: Writer) -> KnownNames:
    chapters, students = writer.names()
    steps = (course.source_directory, course.release_directory)
    folders = {name for step in steps for name in _at(course.format_path(step, ".", "*"))}
    texts = {path.stem for path in Path(course.root).glob("notebooks/*.md")}
    lying = _at(course.format_path(course.submitted_directory, "*", assignment_id="."))
    return KnownNames({*chapters, *folders, *texts}, {*students, *lying})


def _at(pattern: str) -> set[str]:
    """The names that stand for the star in a path."""
    at = Path(pattern).parts.index("*")
    return {Path(found).parts[at] for found in glob(pattern)}
