"""What a batch would change: a line for each student and graded cell, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asynclab.grade.batch.prepare import Submission, SubmissionTask
from asynclab.grade.batch.publish import Graded
from asynclab.grade.gradebook.database import Writer
from asynclab.grade.gradebook.models import AutoGrade, NotebookScores
from asynclab.grade.terminal import escaped

_BY_HAND = "by hand"


class DryRun:
    """Compares with the gradebook, and prints the differences to stdout: at the end, by student."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lines: dict[str, list[str]] = {}

    def begin(self, submission: Submission) -> None:
        """Nothing is to happen, hooks included."""

    def keep(self, work: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Note what would change."""
        worth = tuple(each.worth for each in graded.values())
        self._compare(work.submission.student, worth)
        return sum(score or 0.0 for notebook in worth for score in notebook.scores.values())

    def give_up(self, submission: Submission, worth: tuple[NotebookScores, ...]) -> None:
        """Note what would be left to a person."""
        self._compare(submission.student, worth)

    def end(self) -> None:
        """Print it."""
        for student, lines in sorted(self._lines.items()):
            for line in lines:
                print(escaped(f"{student:<20} {line}"))

    def _compare(self, student: str, worth: tuple[NotebookScores, ...]) -> None:
        self._lines[student] = list(differences(self._writer.automatic(student), worth))


def differences(old: Mapping[tuple[str, str], AutoGrade], new: tuple[NotebookScores, ...]) -> Iterator[str]:
    """A line for each cell whose grade would be another one. old: by notebook and cell."""
    for notebook in new:
        for cell, score in notebook.scores.items():
            before = old.get((notebook.name, cell))
            was = "none" if before is None else _shown(before.score)
            if was != _shown(score):
                given = before.manual if before else None
                counts = "" if given is None else f" (a person gave {given:g}, which stays)"
                yield f"{notebook.name}/{cell:<40} {was} -> {_shown(score)}{counts}"


def _shown(score: float | None) -> str:
    return _BY_HAND if score is None else f"{score:g}"
