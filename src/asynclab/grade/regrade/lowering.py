"""Grades that a batch would lower: named before anything of what was graded before is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from asynclab.grade.batch import folders
from asynclab.grade.batch.prepare import SubmissionTask
from asynclab.grade.batch.publish import Graded, Publisher, WaitingSubmissions, scored
from asynclab.grade.batch.submission import Submission
from asynclab.grade.gradebook.models import SavedPoints, Scored
from asynclab.grade.regrade.errors import WouldLower
from asynclab.grade.terminal import escaped


@dataclass(frozen=True)
class Lowered:
    """A student whose points for an assignment would be fewer than they are, or are fewer than they were."""

    student: str
    before: float
    points: float


@dataclass(frozen=True)
class HeldSubmission:
    """A submission that is graded, with its new folder made beside its place, and nothing of it saved."""

    submission: Submission
    worth: Scored
    points: SavedPoints


Decision = Callable[[Sequence[Lowered]], bool]
"""Whether a batch is saved that lowers these grades."""


class HoldingPublisher:
    """Saves first submissions as they come, and those that were graded before at the end of the batch, when it is known
    whose grade would be lower. What waits takes no memory to speak of: its folder is on the disk."""

    def __init__(self, publisher: Publisher, decide: Decision) -> None:
        self._publisher = publisher
        self._decide = decide
        self._held: list[HeldSubmission] = []
        self._open = True

    def begin(self, submission: Submission) -> None:
        """Run the instructor's own hook."""
        self._publisher.begin(submission)

    def keep(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Save a submission, or hold it. Raises DatabaseError, OSError."""
        worth = scored(task, graded)
        points = self._publisher.preview(worth)
        unchanged = not any(each.fresh for each in graded.values())
        if points.before is None or (unchanged and not points.lower):
            return self._publisher.keep(task, graded)
        self._publisher.make(task, graded)
        self._held.append(HeldSubmission(task.submission, worth, points))
        return points.points

    def give_up(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """Put placeholders in the place of a submission, or hold them where it was graded before."""
        worth = scored(task, graded)
        points = self._publisher.preview(worth)
        if points.before is None or not self._open:
            self._publisher.give_up(task, graded)
        else:
            self._publisher.make(task, graded)
            self._held.append(HeldSubmission(task.submission, worth, points))

    def end(self) -> WaitingSubmissions:
        """Yield what waits, to be saved. Raises WouldLower before anything of it is saved, if that is decided."""
        self._open = False
        lower = [
            Lowered(each.submission.student, each.points.before, each.points.points)
            for each in self._held
            if each.points.before is not None and each.points.lower
        ]
        if lower and not self._decide(lower):
            raise WouldLower(lowered_lines(lower), len(self._held))
        for each in self._held:
            yield each.submission, partial(self._publisher.publish, each.submission, each.worth)
        self._publisher.settle()

    def drop(self) -> int:
        """Remove what was made for submissions that are not saved. Return how many they are."""
        made = [folders.unfinished(each.submission.place) for each in self._held]
        left = [folder for folder in made if folder.exists()]
        for folder in left:
            folders.remove(folder)
        return len(left)


def ask(lowered: Sequence[Lowered]) -> bool:
    """Ask on the terminal. Where there is none, nobody could answer, and it is saved: an undo can take it back."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    print("These grades would be lower than they are:", *lowered_lines(lowered), sep="\n", file=sys.stderr)
    print("Save what was graded again? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def refuse(lowered: Sequence[Lowered]) -> bool:
    """Never save."""
    return False


def lowered_lines(lowered: Iterable[Lowered]) -> Iterator[str]:
    """Yield a line for each, by student, ready for a terminal."""
    for each in sorted(lowered, key=lambda each: each.student):
        yield escaped(f"  {each.student}: {each.before:g} -> {each.points:g} points")
