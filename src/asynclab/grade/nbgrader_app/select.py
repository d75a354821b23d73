"""Which submissions a batch grades: nbgrader's rules, told in nbgrader's words. Nothing is removed here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from asynclab.grade.batch.assignment import AssignmentNotebook, grade_ids
from asynclab.grade.batch.prepare import CannotGrade, Submission
from asynclab.grade.intake import misnamed
from asynclab.grade.intake.read import open_regular

_STAMP = "timestamp.txt"
_LONGEST = 200  # bytes of a timestamp


def ids(converter: Any, path: str) -> tuple[str, str]:
    """The assignment and the student of a submission's folder. Raises CannotGrade."""
    pattern = converter._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
    match = re.match(pattern, path)
    if match is None:
        raise CannotGrade(f"Could not match '{path}' with regexp '{pattern}'")
    return match["assignment_id"], match["student_id"]


def chosen(converter: Any, path: str, known: Mapping[str, AssignmentNotebook]) -> Submission | None:
    """The submission in a folder; None if it is to be left as it is. known: the assignment's notebooks, by name.

    Raises CannotGrade where none of its notebooks is of the assignment, ValueError for a timestamp that is none.
    """
    assignment, student = ids(converter, path)
    stamped = stamp(Path(path))  # before any notebook is read: a newer one that comes now is found by the next batch
    found = [os.path.splitext(os.path.basename(each))[0] for each in sorted(converter.assignments[path])]
    place = Path(os.path.normpath(converter._format_dest(assignment, student)))
    handed_in = timestamp(converter, Path(path), stamped)
    if not _wanted(converter, student, handed_in, place, found):
        return None
    for name in found:
        if name not in known:
            converter.log.warning("Skipping unknown notebook: %s", os.path.join(path, f"{name}.ipynb"))
    notebooks = tuple(name for name in found if name in known)
    if not notebooks:
        raise CannotGrade(misnamed.sentence(Path(path), {name: grade_ids(each) for name, each in known.items()}))
    missing = tuple(name for name in sorted(known) if not os.path.lexists(os.path.join(path, f"{name}.ipynb")))
    for name in missing:
        converter.log.warning("No submitted file: %s", os.path.join(path, f"{name}.ipynb"))
    return Submission(student, Path(path), place, notebooks, missing, handed_in, stamped)


def _wanted(converter: Any, student: str, handed_in: datetime | None, place: Path, notebooks: Sequence[str]) -> bool:
    """nbgrader's `init_destination`, which removes what it replaces; ours stays until there is something better."""
    if student in (converter.coursedir.student_id_exclude or "").split(","):
        return False
    whole = converter.coursedir.notebook_id == "*"
    old = [place] if whole else [place / f"{name}.ipynb" for name in notebooks]
    if not all(path.exists() for path in old):
        return True
    before = timestamp(converter, place, stamp(place))
    if converter.force or (handed_in is not None and before is not None and handed_in > before):
        return True
    converter.log.info("Skipping existing assignment: %s", place)
    return False


def timestamp(converter: Any, folder: Path, data: bytes | None) -> datetime | None:
    """Return when a submission was handed in, in UTC; None where nothing says so.

    data: of the folder's timestamp, which a student may have written. Raises CannotGrade for a text that is no time.
    """
    if data is None:
        return None
    text = data.decode(errors="replace").strip()
    if not text:
        converter.log.warning("Empty timestamp file: %s", folder / _STAMP)
        return None
    try:
        when: datetime = parse_utc(text)
    except (ValueError, OverflowError) as problem:
        raise CannotGrade(f"Invalid timestamp string: {folder / _STAMP}") from problem
    return when


def stamp(folder: Path) -> bytes | None:
    """The bytes of a folder's timestamp; None where there is no such regular file."""
    try:
        with os.fdopen(open_regular(folder / _STAMP), "rb") as file:
            return file.read(_LONGEST)
    except OSError:
        return None
