"""Takes the last batch of an assignment back: the gradebook row for row, and what lies in autograded/.

What a person has given since is not dropped without a word: it stops the undo, which names it. Whoever says that it may
go has it back as it was before the batch, like everything else: it was given to what the batch had put there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asynclab.grade.batch import folders
from asynclab.grade.course_config import database, directory
from asynclab.grade.gradebook.database import TABLES, Student, session_of
from asynclab.grade.history.gradings import FolderChange, Grading, GradingBatch, last_batch
from asynclab.grade.history.rollback import ChangedSince, Rollback
from asynclab.grade.regrade.errors import GivenSince, NothingToUndo, told


@dataclass(frozen=True)
class Undone:
    """A batch that was taken back. lost: what a person had given since. removed: the students whom somebody has taken
    out of the gradebook since, and who stay out."""

    batch: GradingBatch
    students: tuple[str, ...]
    lost: tuple[ChangedSince, ...] = ()
    removed: tuple[str, ...] = ()

    def __str__(self) -> str:
        count, batch = len(self.students), self.batch
        says = (
            f"Taken back: the batch of {batch.assignment} of {batch.began:%Y-%m-%d %H:%M} UTC, with "
            f"{count} submission{'s' * (count != 1)}. The gradebook and autograded/ are as they were before it."
        )
        if self.removed:
            says += f" Taken out of the gradebook since, and not put back: {', '.join(self.removed)}."
        return says + "".join(f"\n  dropped with it: {told(each)}" for each in self.lost)


def undo(root: Path, assignment: str, *, force: bool = False) -> Undone:
    """Take the last batch of an assignment back, in the course in `root`. force: also what was given by hand since.

    Raises NoGradebook, NothingToUndo, GivenSince, BadConfig, DatabaseError, OSError. The same command goes on where one
    was stopped.
    """
    with session_of(database(root)) as session:
        gradings = last_batch(session, assignment)
        if not gradings or gradings[0].batch.undone is not None:
            raise NothingToUndo(assignment, gradings[0].batch if gradings else None)
        rollback = Rollback(session, TABLES, gradings)
        since = tuple(sorted(rollback.changed_since(), key=lambda each: (each.student, each.cell, each.by_hand)))
        if since and not force:
            raise GivenSince(assignment, since)
        known = {name for (name,) in session.query(Student.id)}
        rollback.apply()
        _put_folders_back(root, gradings)  # if it is stopped here, nothing is committed: it is all done once more
        session.commit()
    students = tuple(each.kept.student for each in gradings)
    return Undone(gradings[0].batch, students, since, tuple(sorted({*students} - known)))


def _put_folders_back(root: Path, gradings: Sequence[Grading]) -> None:
    course = directory(root)
    for each in gradings:
        place = Path(course.format_path(course.autograded_directory, each.kept.student, each.batch.assignment))
        if each.kept.folder is FolderChange.MADE:
            folders.remove(place)
        elif each.kept.folder is FolderChange.REPLACED:
            folders.put_back(place, each.batch.number)
