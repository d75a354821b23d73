"""What a batch would change: a line for each student and graded cell, with the cause, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from asynclab.grade.batch.prepare import SubmissionTask
from asynclab.grade.batch.publish import Graded, WaitingSubmissions, scored
from asynclab.grade.batch.submission import Submission
from asynclab.grade.extensions.extension import length_words
from asynclab.grade.extensions.lateness import LatePolicy
from asynclab.grade.gradebook.models import NotebookEntry, Scored, points_of
from asynclab.grade.regrade.causes import NO_CAUSE, Causes, causes
from asynclab.grade.regrade.lowering import Lowered, lowered_lines
from asynclab.grade.terminal import escaped

_BY_HAND = "by hand"
_EXTENSION = "(extension)"
_LATE = "(late penalty)"  # in the place of a cell's name


class Previews(Protocol):
    """The part of the gradebook that a dry run needs."""

    def preview(self, scored: Scored, policy: LatePolicy) -> tuple[NotebookEntry, ...]:
        """Return what saving a submission would put into the gradebook."""
        ...


class DryRun:
    """Compares with the gradebook, and prints the differences to stdout: at the end, by student."""

    def __init__(self, gradebook: Previews, policy: LatePolicy, reason: Callable[[str], str]) -> None:
        """Take with the gradebook and the late policy what reason the course's file gives for a student's extension."""
        self._gradebook = gradebook
        self._policy = policy
        self._reason = reason
        self._lines: dict[str, list[str]] = {}
        self._lowered: list[Lowered] = []

    def begin(self, submission: Submission) -> None:
        """Do nothing: in a dry run nothing is to happen, hooks included."""

    def keep(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Note what would change; return the points that the submission would have."""
        student = task.submission.student
        entries = self._gradebook.preview(scored(task, graded), self._policy)
        self._lines[student] = [
            line for entry in entries for line in differences(entry, _causes(task, graded, entry.new.name))
        ]
        self._lines[student] += (line for line in extensions(entries, self._reason(student)))
        points = points_of(entries)
        if points.before is not None and points.lower:
            self._lowered.append(Lowered(student, points.before, points.points))
        return points.points

    def give_up(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """Note what would be left to a person."""
        self.keep(task, graded)

    def end(self) -> WaitingSubmissions:
        """Print it. Nothing is left to do."""
        for student, lines in sorted(self._lines.items()):
            for line in lines:
                print(escaped(f"{student:<20} {line}"))
        if not any(self._lines.values()):
            print("No grade would change.")
        if self._lowered:
            print("Lower than they are:")
            for line in lowered_lines(self._lowered):
                print(line)
        return ()


def _causes(task: SubmissionTask, graded: Mapping[str, Graded], name: str) -> Causes:
    """What is not as it was when a notebook was graded. Of one that cannot be read, or is missing, nobody knows."""
    known = task.notebooks.get(name)
    if known is None:
        return NO_CAUSE
    place = task.submission.place / f"{name}.ipynb"
    return causes(place, known.handout.graded, known.handout.checks, known.digest, fresh=graded[name].fresh)


def differences(entry: NotebookEntry, causes: Causes = NO_CAUSE) -> Iterator[str]:
    """Yield a line for each cell of a notebook whose grade or outcome would be another one, and for the penalty."""
    for cell, score in entry.new.scores.items():
        before = entry.before.get(cell)
        was = "none" if before is None else _shown(before.score, causes.outcomes.get(cell, ""))
        new = _shown(score, entry.new.outcomes.get(cell, "") if cell in causes.outcomes else "")
        if was != new:
            given = before.manual if before else None
            counts = "" if given is None else f" (a person gave {given:g}, which stays)"
            why = f"  ({causes.of(cell)})" if before is not None and causes.of(cell) else ""
            yield f"{entry.new.name}/{cell:<40} {was} -> {new}{counts}{why}"
    if (entry.penalty or 0.0) != (entry.penalty_before or 0.0):
        yield f"{entry.new.name}/{_LATE:<40} {entry.penalty_before or 0.0:g} -> {entry.penalty or 0.0:g}"


def extensions(entries: Iterable[NotebookEntry], reason: str) -> Iterator[str]:
    """Yield a line where a student's extension would be another one. reason: what the course's file says of it."""
    for entry in list(entries)[:1]:
        if entry.extension != entry.extension_before:
            why = f"  ({reason})" if reason and entry.extension is not None else ""
            yield f"{_EXTENSION} {length_words(entry.extension_before)} -> {length_words(entry.extension)}{why}"


def _shown(score: float | None, outcome: str) -> str:
    return f"{outcome} {_BY_HAND if score is None else f'{score:g}'}".strip()
