"""What stands where a batch has a course around it: no gradebook, no class, no folder that results go to."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from asynclab.grade.batch.port import BatchSettings
from asynclab.grade.batch.prepare import SubmissionTask
from asynclab.grade.batch.progress_reporter import SubmissionProgress
from asynclab.grade.batch.publish import Graded, WaitingSubmissions
from asynclab.grade.batch.submission import Submission
from asynclab.grade.nbgrader_app.preprocessors import Steps


class NobodyKnown:
    """A gradebook that has nobody in it (`KnownStudents`)."""

    def spelt(self, student: str) -> str:
        """Return "": it knows no student."""
        return ""

    def knows(self, student: str) -> bool:
        """Return False: nothing was graded before."""
        return False


@dataclass(frozen=True)
class NoCourse:
    """nbgrader without a course (`NbgraderPort`): no hooks, and nothing is written."""

    settings: BatchSettings
    log: logging.Logger

    def before(self, submission: Submission) -> None:
        """Do nothing: the instructor's hooks are for a batch."""

    def after(self, submission: Submission) -> None:
        """Do nothing, likewise."""

    def write(self, text: str, resources: object, folder: Path, name: str) -> None:
        """Do nothing."""

    def set_permissions(self, submission: Submission, folder: Path) -> None:
        """Do nothing."""


@dataclass
class SingleSink:
    """What came of the submission (`ResultSink` and `ProgressReporter`). why: a sentence where it could not be graded;
    else ""."""

    graded: dict[str, Graded] = field(default_factory=dict)
    why: str = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def begin(self, submission: Submission) -> None:
        """Do nothing."""

    def keep(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> float:
        """Keep it, and return the points that are known."""
        self.graded |= graded
        return sum(score or 0.0 for each in graded.values() for score in each.worth.scores.values())

    def give_up(self, task: SubmissionTask, graded: Mapping[str, Graded]) -> None:
        """Keep the placeholders."""
        self.graded |= graded

    def end(self) -> WaitingSubmissions:
        """Return nothing: nothing waits."""
        return ()

    def done(self, told: SubmissionProgress) -> None:
        """Keep why it could not be graded, if so."""
        self.why = self.why or told.why

    def skipped(self) -> None:
        """Do nothing: nothing was graded before."""


class StepsAlone(Steps):
    """The steps that a course is configured with, for a notebook that lies anywhere."""

    def __init__(self, converter: Any, assignment: str) -> None:
        converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
        super().__init__(converter)
        self._assignment = assignment

    def resources(self, path: str) -> Any:
        """Return what nbgrader tells its steps, of a student without a name."""
        about = {"student": "", "assignment": self._assignment, "notebook": Path(path).stem, "db_url": ""}
        return self._converter.exporter._init_resources({"unique_key": Path(path).stem, "nbgrader": about})
