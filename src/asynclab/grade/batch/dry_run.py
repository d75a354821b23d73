"""What a batch would change: a line for each student and graded cell, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from asynclab.grade.batch.prepare import SubmissionTask
from asynclab.grade.batch.publish import Graded, scored
from asynclab.grade.batch.submission import Submission
from asynclab.grade.gradebook.lateness import LatePolicy
from asynclab.grade.gradebook.models import NotebookEntry, Scored
from asynclab.grade.terminal import escaped

_BY_HAND = "by hand"
_LATE = "(late penalty)"  # in the place of a cell's name


class Previews(Protocol):
    """The part of the gradebook that a dry run needs."""

    def preview(self, scored: Scored, policy: LatePolicy) -> tuple[NotebookEntry, ...]:
        """Return what saving a submission would put into the gradebook."""
        ...


class DryRun:
    """Compares with the gradebook, and prints the differences to stdout: at the end, by student."""

    def __init__(self, gradebook: Previews, policy: LatePolicy) -> None:
        self._gradebook = gradebook
        self._policy = policy
        self._lines: dict[str, list[str]] = {}

    def begin(self, submission: Submission) -> None:
        """Do nothing: in a dry run nothing is to happen, hooks included."""

    def keep(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Note what would change; return the points that the submission would have."""
        entries = self._noted(scored(task, graded))
        return sum(entry.total for entry in entries)

    def give_up(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """Note what would be left to a person."""
        self._noted(scored(task, graded))

    def end(self) -> None:
        """Print it."""
        for student, lines in sorted(self._lines.items()):
            for line in lines:
                print(escaped(f"{student:<20} {line}"))

    def _noted(self, submission: Scored) -> tuple[NotebookEntry, ...]:
        entries = self._gradebook.preview(submission, self._policy)
        self._lines[submission.student] = [line for entry in entries for line in differences(entry)]
        return entries


def differences(entry: NotebookEntry) -> Iterator[str]:
    """Yield a line for each cell of a notebook whose grade would be another one, and for the penalty if it would."""
    for cell, score in entry.new.scores.items():
        before = entry.before.get(cell)
        was = "none" if before is None else _shown(before.score)
        if was != _shown(score):
            given = before.manual if before else None
            counts = "" if given is None else f" (a person gave {given:g}, which stays)"
            yield f"{entry.new.name}/{cell:<40} {was} -> {_shown(score)}{counts}"
    if (entry.penalty or 0.0) != (entry.penalty_before or 0.0):
        yield f"{entry.new.name}/{_LATE:<40} {entry.penalty_before or 0.0:g} -> {entry.penalty or 0.0:g}"


def _shown(score: float | None) -> str:
    return _BY_HAND if score is None else f"{score:g}"
