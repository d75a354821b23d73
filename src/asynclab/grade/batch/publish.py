"""Where a graded submission goes: into the gradebook, and then into its folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import nbformat
from nbformat import NotebookNode

from asynclab.grade.batch import folders
from asynclab.grade.batch.prepare import Submission, SubmissionTask
from asynclab.grade.gradebook.database import Writer
from asynclab.grade.gradebook.models import NotebookScores, Penalty, Scored
from asynclab.grade.job import Companion
from asynclab.grade.nbgrader_app.select import ids


@dataclass(frozen=True)
class Graded:
    """A graded notebook. resources: what nbgrader's steps left for who writes it. fresh: it is not the stored one."""

    notebook: NotebookNode
    resources: Any
    worth: NotebookScores
    fresh: bool


class ResultSink(Protocol):
    """What is done with what a batch finds."""

    def begin(self, submission: Submission) -> None:
        """A submission is to be graded."""
        ...

    def keep(self, work: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """A submission is graded. Gives its points, with those given by hand and less the penalty."""
        ...

    def give_up(self, submission: Submission, worth: tuple[NotebookScores, ...]) -> None:
        """A submission could not be graded."""
        ...

    def end(self) -> None:
        """That was the last one."""
        ...


class Publisher:
    """Saves it. The gradebook comes first: a batch that is killed in between grades the submission again."""

    def __init__(self, converter: Any, writer: Writer, penalty: Penalty) -> None:
        self._converter = converter
        self._writer = writer
        self._penalty = penalty

    def begin(self, submission: Submission) -> None:
        """Run the instructor's own hook."""
        self._told_to_hooks(submission)
        self._converter.run_pre_convert_hook()

    def keep(self, work: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Save and write a graded submission. Raises DatabaseError, OSError; then nothing of it is in its place."""
        submission = work.submission
        worth = tuple(each.worth for each in graded.values())
        if any(each.fresh for each in graded.values()):
            try:
                self._make(work, graded)
                points = self._save(submission, worth)
                self._replace(submission)
            finally:
                folders.remove(folders.unfinished(submission.place))  # there only if something came in between
        else:
            points = self._save(submission, worth)
            _put_stamp(submission, submission.place)
            self._complete(work)
        self._told_to_hooks(submission)
        self._converter.run_post_convert_hook()
        return points

    def give_up(self, submission: Submission, worth: tuple[NotebookScores, ...]) -> None:
        """Ask a person to look at it, and remove what an earlier batch made of an earlier version."""
        self._save(submission, worth)
        if self._whole():
            folders.remove(submission.place)
        else:
            for name in submission.notebooks:
                (submission.place / f"{name}.ipynb").unlink(missing_ok=True)

    def end(self) -> None:
        """Nothing is left to do."""

    def _told_to_hooks(self, submission: Submission) -> None:
        self._converter.notebooks = [str(submission.folder / f"{name}.ipynb") for name in submission.notebooks]

    def _whole(self) -> bool:
        return bool(self._converter.coursedir.notebook_id == "*")

    def _save(self, submission: Submission, worth: tuple[NotebookScores, ...]) -> float:
        scored = Scored(submission.student, submission.timestamp, worth, submission.missing)
        return self._writer.save(scored, self._penalty)

    def _replace(self, submission: Submission) -> None:
        if submission.place.exists():
            self._converter.log.warning("Removing existing assignment: %s", submission.place)
        folders.finish(submission.place)

    def _complete(self, work: SubmissionTask) -> None:
        """Put back files that somebody has removed since the submission was graded."""
        for file in _kept(work):
            place = work.submission.place / file.path
            if not place.exists():
                folders.put(place, file.data)
                place.chmod(int(str(self._converter.permissions), 8))

    def _make(self, work: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """The new folder, hidden beside its place."""
        submission, converter = work.submission, self._converter
        folder = folders.begin(submission.place, keep=not self._whole())
        for file in _kept(work):
            folders.put(folder / file.path, file.data)
        _put_stamp(submission, folder)
        for name, each in graded.items():
            converter.log.info("Autograding %s", submission.place / f"{name}.ipynb")
            converter.writer.build_directory = str(folder)
            text = nbformat.writes(each.notebook)
            converter.writer.write(text if text.endswith("\n") else text + "\n", each.resources, notebook_name=name)
        converter.making = True
        try:
            converter.set_permissions(*ids(converter, str(submission.folder)))
        finally:
            converter.making = False


def _kept(work: SubmissionTask) -> Iterator[Companion]:
    """The files that lie beside a graded notebook. Another notebook there would be graded, or stop feedback."""
    return (file for file in work.files.companions if not file.path.endswith(("/", ".ipynb")))


def _put_stamp(submission: Submission, folder: Path) -> None:
    """When it was handed in: what nbgrader compares to see whether a newer one came. It belongs to what was graded, not
    to what lies there by now."""
    if submission.stamp is not None:
        folders.put(folder / "timestamp.txt", submission.stamp)
    else:
        (folder / "timestamp.txt").unlink(missing_ok=True)
