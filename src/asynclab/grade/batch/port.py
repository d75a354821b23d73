"""What a batch needs of nbgrader: the instructor's settings as data, and a few calls.

`nbgrader_app` implements it, so that nothing here depends on nbgrader's converter.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nbformat import NotebookNode

from asynclab.grade.batch.submission import Submission
from asynclab.grade.gradebook.models import NotebookScores

ScoreCells = Callable[[NotebookNode], NotebookScores]


@dataclass(frozen=True)
class BatchSettings:
    """What is configured for the batch of one assignment.

    force: grade what is graded already. whole: all notebooks of a submission are asked for, not some by name.
    create_student: add students whom the gradebook does not know. excluded: students who are left out. ignore:
    patterns of file names that the course ignores. permissions: the mode of files in autograded/.
    """

    assignment: str
    force: bool = False
    whole: bool = True
    create_student: bool = True
    excluded: frozenset[str] = frozenset()
    ignore: tuple[str, ...] = ()
    permissions: int = 0o444


class ForeignSteps(Protocol):
    """The preprocessors of nbgrader, or of a school, that are configured and that this engine does not replace."""

    @property
    def identity(self) -> str:
        """A text that differs when the steps or their settings do."""
        ...

    def cleaned(self, notebook: NotebookNode, path: str) -> NotebookNode:
        """Return the notebook after the steps that come before it is executed. path: where it was handed in."""
        ...

    def resources(self, path: str) -> object:
        """Return what the steps are told about a notebook before they change it. path: where it was handed in."""
        ...

    def graded(
        self, notebook: NotebookNode, path: str, score: ScoreCells
    ) -> tuple[NotebookNode, object, NotebookScores]:
        """Return an executed notebook after the steps that come then, the resources that they leave for
        `NbgraderPort.write`, and the scores, which are read between two of the steps."""
        ...


class KnownStudents(Protocol):
    """Whom the gradebook knows."""

    def spelt(self, student: str) -> str:
        """Return how the gradebook spells a student; "" for one whom it does not know."""
        ...

    def knows(self, student: str) -> bool:
        """Check whether there are grades of a student for the assignment."""
        ...


class NbgraderPort(Protocol):
    """The settings and the calls to nbgrader for submissions of one assignment."""

    @property
    def settings(self) -> BatchSettings:
        """What is configured."""
        ...

    @property
    def log(self) -> logging.Logger:
        """nbgrader's log."""
        ...

    def before(self, submission: Submission) -> None:
        """Run the instructor's hook that comes before a submission is graded."""
        ...

    def after(self, submission: Submission) -> None:
        """Run the instructor's hook that comes after a submission is graded."""
        ...

    def write(self, text: str, resources: object, folder: Path, name: str) -> None:
        """Write the text of a graded notebook into a folder by nbgrader's writer, with what its steps left in
        `resources`. Raise OSError."""
        ...

    def set_permissions(self, submission: Submission, folder: Path) -> None:
        """Give the files in a folder, which will be the submission's place, the configured permissions."""
        ...
