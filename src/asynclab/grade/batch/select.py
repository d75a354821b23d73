"""Which submissions a batch grades: nbgrader's rules, told in nbgrader's words, and whatever differs from what was
graded. Nothing is removed here."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from asynclab.grade.batch.assignment import AssignmentNotebook, grade_ids
from asynclab.grade.batch.content_digest import content_digests, graded_digest
from asynclab.grade.batch.port import BatchSettings
from asynclab.grade.batch.submission import CannotGrade, HandedIn, Submission
from asynclab.grade.intake import misnamed
from asynclab.grade.intake.timestamp import hand_in_time, stamp


def chosen(
    handed_in: HandedIn,
    known: Mapping[str, AssignmentNotebook],
    settings: BatchSettings,
    log: logging.Logger,
    *,
    has_grades: bool,
) -> Submission | None:
    """Return the submission that is to be graded; None if it is to be left as it is. known: the assignment's notebooks,
    by name. has_grades: whether the gradebook has any of this student for the assignment.

    Raises CannotGrade where none of its notebooks is of the assignment, or nbgrader cannot have a student of this name.
    """
    if handed_in.student in settings.excluded:
        return None
    if said := misnamed.unfit(handed_in.student):
        raise CannotGrade(said)
    folder = handed_in.folder
    # before any notebook is read: what is replaced from now on is found by the next batch
    stamped = stamp(folder)
    mine = tuple(name for name in handed_in.notebooks if name in known)
    digests = content_digests(folder, mine, stamped, known=known, ignore=settings.ignore)
    time = hand_in_time(stamped)
    if has_grades and not _wanted(handed_in, digests, time.when, settings, log):
        return None
    if time.note:
        log.warning("%s: %s", folder, time.note)
    for name in handed_in.notebooks:
        if name not in known:
            log.warning("Skipping unknown notebook: %s", folder / f"{name}.ipynb")
    if not mine:
        raise CannotGrade(misnamed.sentence(folder, {name: grade_ids(each) for name, each in known.items()}))
    missing = tuple(name for name in sorted(known) if not os.path.lexists(folder / f"{name}.ipynb"))
    for name in missing:
        log.warning("No submitted file: %s", folder / f"{name}.ipynb")
    return Submission(handed_in.student, folder, handed_in.place, mine, missing, time, stamped, digests)


def _wanted(
    handed_in: HandedIn,
    digests: Mapping[str, str],
    when: datetime | None,
    settings: BatchSettings,
    log: logging.Logger,
) -> bool:
    """nbgrader's `init_destination`, which removes what it replaces; ours stays until there is something better."""
    place = handed_in.place
    old = [place] if settings.whole else [place / f"{name}.ipynb" for name in handed_in.notebooks]
    if settings.force or not all(path.exists() for path in old):
        return True
    before = hand_in_time(stamp(place)).when
    if when is not None and before is not None and when > before:
        return True
    if any(_differs(place / f"{name}.ipynb", digest) for name, digest in digests.items()):
        log.info("Grading again, since it is not what was graded: %s", handed_in.folder)
        return True
    log.info("Skipping existing assignment: %s", place)
    return False


def _differs(graded: Path, digest: str) -> bool:
    """Whether a notebook was not graded yet, or was made of something else. Of another engine's nobody knows."""
    return not graded.exists() or graded_digest(graded) not in (None, digest)
