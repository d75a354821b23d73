"""Where a graded submission goes: into the gradebook, and then into its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import nbformat
from nbformat import NotebookNode

from asynclab.grade.batch import folders
from asynclab.grade.batch.port import NbgraderPort
from asynclab.grade.batch.prepare import SubmissionTask
from asynclab.grade.batch.submission import Submission
from asynclab.grade.extensions.extension import length_words
from asynclab.grade.extensions.lateness import LatePolicy
from asynclab.grade.gradebook.models import NotebookScores, SavedPoints, Scored, points_of
from asynclab.grade.gradebook.placeholder import raw_name
from asynclab.grade.gradebook.readings import outcomes
from asynclab.grade.gradebook.writer import Writer
from asynclab.grade.history.gradings import FolderChange
from asynclab.grade.intake.timestamp import stamp
from asynclab.grade.job import Companion


@dataclass(frozen=True)
class Graded:
    """A graded notebook. resources: what nbgrader's steps left for who writes it. fresh: it is not the stored one.
    noted: it is stored with this very digest of what was handed in."""

    notebook: NotebookNode
    resources: object
    worth: NotebookScores
    fresh: bool
    noted: bool = False


WaitingSubmissions = Iterable[tuple[Submission, Callable[[], object]]]
"""Submissions that are graded and wait to be saved, each with what saves it."""


class ResultSink(Protocol):
    """What is done with what a batch finds."""

    def begin(self, submission: Submission) -> None:
        """Note that a submission is to be graded."""
        ...

    def keep(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Keep a submission that is graded. Return its points, with those given by hand and less the penalty."""
        ...

    def give_up(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """A submission could not be graded. graded: placeholders, without a score for anything."""
        ...

    def end(self) -> WaitingSubmissions:
        """Return what is left to do when the last submission is done."""
        ...


def scored(task: SubmissionTask, graded: Mapping[str, Graded]) -> Scored:
    """Return what is saved of a submission."""
    submission = task.submission
    worth = tuple(replace(each.worth, outcomes=_outcomes(task, name, each)) for name, each in graded.items())
    digests = {name: submission.digests.get(name, "") for name in graded}
    when, undated = submission.time.when, bool(submission.time.note)
    return Scored(submission.student, when, worth, submission.missing, digests, undated=undated)


def _outcomes(task: SubmissionTask, name: str, graded: Graded) -> dict[str, str]:
    known = task.notebooks.get(name)  # of a placeholder there is nothing to be told
    return outcomes(graded.notebook, known.handout.checks) if known else {}


class Publisher:
    """Saves it. The gradebook comes first: a batch that is killed in between grades the submission again."""

    def __init__(self, nbgrader: NbgraderPort, writer: Writer, policy: LatePolicy) -> None:
        self._nbgrader = nbgrader
        self._settings = nbgrader.settings
        self._writer = writer
        self._policy = policy
        self._lowered: list[str] = []
        self._staying: list[Path] = []  # folders that are as they were before the batch
        self._changed = False

    def begin(self, submission: Submission) -> None:
        """Run the instructor's own hook."""
        self._nbgrader.before(submission)

    def keep(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Save and write a graded submission. Raises DatabaseError, OSError; then nothing of it is in its place."""
        submission = task.submission
        if any(each.fresh for each in graded.values()):
            for name in graded:
                self._nbgrader.log.info("Autograding %s", submission.place / f"{name}.ipynb")
            try:
                self.make(task, graded)
                return self.publish(submission, scored(task, graded))
            finally:
                folders.remove(folders.unfinished(submission.place))  # there only if something came in between
        change = FolderChange.REPLACED if _changes(task, graded) else FolderChange.STAYS
        points = self._save(submission, scored(task, graded), change)
        if change is FolderChange.REPLACED:
            folders.keep_copy(submission.place, self._writer.begin())
            self._complete(task, graded)
        self._nbgrader.after(submission)
        return points

    def preview(self, worth: Scored) -> SavedPoints:
        """Return the points that a submission would have, and those that it has. Nothing is written."""
        return points_of(self._writer.preview(worth, self._policy))

    def publish(self, submission: Submission, worth: Scored) -> float:
        """Save a submission whose folder is made, and put that in its place. Raises DatabaseError, OSError."""
        change = _replaces(submission.place)
        points = self._save(submission, worth, change)
        self._replace(submission, change)
        self._nbgrader.after(submission)
        return points

    def give_up(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """Ask a person to look at it, and put placeholders where an earlier batch may have put graded notebooks."""
        submission = task.submission
        try:
            self.make(task, graded)
        except OSError as problem:
            self._nbgrader.log.error("No notebook could be put into %s: %s", submission.place, problem)
            self._save(submission, scored(task, graded), FolderChange.STAYS)
        else:
            change = _replaces(submission.place)
            self._save(submission, scored(task, graded), change)
            self._replace(submission, change)
        finally:
            folders.remove(folders.unfinished(submission.place))

    def settle(self) -> None:
        """Remove what was kept for an undo of an earlier batch, if this one has changed something: it is this one that
        can be taken back from now on."""
        for place in self._staying if self._changed else ():
            folders.drop_kept(place)

    def end(self) -> WaitingSubmissions:
        """Name whose grades are lower now. Nothing is left to do."""
        self.settle()
        if self._lowered:
            assignment, names = self._settings.assignment, ", ".join(self._lowered)
            count = "1 grade is" if len(self._lowered) == 1 else f"{len(self._lowered)} grades are"
            self._nbgrader.log.warning(_LOWERED, count, names, assignment)
        return ()

    def _save(self, submission: Submission, worth: Scored, change: FolderChange) -> float:
        saved = self._writer.save(replace(worth, folder=change), self._policy)
        self._changed = self._changed or saved.changed or change is not FolderChange.STAYS
        if change is FolderChange.STAYS:
            self._staying.append(submission.place)
        if saved.overruled is not None:
            self._nbgrader.log.warning(_OVERRULED, worth.student, length_words(saved.overruled))
        if saved.before is not None and saved.lower:
            self._lowered.append(f"{worth.student} ({saved.before:g} -> {saved.points:g})")
        return saved.points

    def _replace(self, submission: Submission, change: FolderChange) -> None:
        if change is FolderChange.STAYS:
            folders.remove(folders.unfinished(submission.place))
            return
        if submission.place.exists():
            self._nbgrader.log.warning("Removing existing assignment: %s", submission.place)
        folders.finish(submission.place, self._writer.begin())

    def _complete(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """Bring a folder up to date whose graded notebooks stay: put back files that somebody has removed, and note
        what was handed in now, which came to the same."""
        place, mode = task.submission.place, self._settings.permissions
        _put_stamp(task.submission, place)
        for file in _lacking(task):
            folders.put(place / file.path, file.data)
            (place / file.path).chmod(mode)
        for name, each in graded.items():
            if not each.noted:
                folders.swap(place / f"{name}.ipynb", _text(each.notebook).encode(), mode)

    def make(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """Make the new folder, hidden beside its place. Raises OSError."""
        submission, nbgrader = task.submission, self._nbgrader
        folder = folders.begin(submission.place, keep=not self._settings.whole)
        kept = {file.path: file.data for file in _kept(task)}
        for path, data in kept.items():
            folders.put(folder / path, data)
        _put_stamp(submission, folder)
        for name, each in graded.items():
            (folder / f"{name}.ipynb").unlink(missing_ok=True)  # a copy of what was graded before is read-only
            if raw_name(name) not in kept:
                (folder / raw_name(name)).unlink(missing_ok=True)
            nbgrader.write(_text(each.notebook), each.resources, folder, name)
        nbgrader.set_permissions(submission, folder)


_OVERRULED = (
    "%s: the gradebook has an extension of %s that was not put there by extensions.toml, which grants another one. It "
    "stays. For the file's to count, take the other one out of the gradebook."
)
_LOWERED = "%s lower now: %s. Why, is told by `asynclab history STUDENT`; `asynclab undo %s` takes this batch back."


def _text(notebook: NotebookNode) -> str:
    text: str = nbformat.writes(notebook)
    return text if text.endswith("\n") else text + "\n"


def _kept(task: SubmissionTask) -> Iterator[Companion]:
    """The files that lie beside a graded notebook. Another notebook there would be graded, or stop feedback."""
    return (file for file in task.files.companions if not file.path.endswith(("/", ".ipynb")))


def _replaces(place: Path) -> FolderChange:
    """What becomes of a place whose new folder is made beside it."""
    if not place.exists():
        return FolderChange.MADE
    return FolderChange.STAYS if folders.is_same(place) else FolderChange.REPLACED


def _changes(task: SubmissionTask, graded: Mapping[str, Graded]) -> bool:
    """Whether a folder whose graded notebooks stay has to be brought up to date."""
    stays = stamp(task.submission.place) == task.submission.stamp and all(each.noted for each in graded.values())
    return not stays or any(True for _ in _lacking(task))


def _lacking(task: SubmissionTask) -> Iterator[Companion]:
    """The files that should lie beside a graded notebook, and that somebody has removed."""
    return (file for file in _kept(task) if not (task.submission.place / file.path).exists())


def _put_stamp(submission: Submission, folder: Path) -> None:
    """When it was handed in: what nbgrader compares to see whether a newer one came. It belongs to what was graded, not
    to what lies there by now."""
    if submission.stamp is not None:
        folders.put(folder / "timestamp.txt", submission.stamp)
    else:
        (folder / "timestamp.txt").unlink(missing_ok=True)
