"""nbgrader's converter as a batch needs it: what was handed in and the settings as data, and the calls of
`NbgraderPort`."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde as StockAutograde

from asynclab.grade.batch.port import BatchSettings
from asynclab.grade.batch.submission import CannotGrade, HandedIn, Submission


def handed_in(converter: Any) -> dict[str, list[HandedIn]]:
    """Return what a converter has found, by assignment. Raises CannotGrade for a folder that is not a submission's."""
    found: dict[str, list[HandedIn]] = {}
    for path in sorted(converter.assignments):
        assignment, student = _ids(converter, path)
        place = Path(os.path.normpath(converter._format_dest(assignment, student)))
        names = tuple(sorted(Path(each).stem for each in converter.assignments[path]))
        found.setdefault(assignment, []).append(HandedIn(student, Path(path), place, names))
    return found


class NbgraderAdapter:
    """A converter's settings, log, hooks, writer and permissions, for submissions of one assignment."""

    def __init__(self, converter: Any, assignment: str) -> None:
        self._converter = converter
        self._settings = BatchSettings(
            assignment,
            force=bool(converter.force),
            whole=converter.coursedir.notebook_id == "*",
            create_student=bool(converter.create_student),
            excluded=frozenset((converter.coursedir.student_id_exclude or "").split(",")),
            ignore=tuple(converter.coursedir.ignore),
            permissions=int(str(converter.permissions), 8),
        )

    @property
    def settings(self) -> BatchSettings:
        """See `NbgraderPort`."""
        return self._settings

    @property
    def log(self) -> logging.Logger:
        """See `NbgraderPort`."""
        log: logging.Logger = self._converter.log
        return log

    def before(self, submission: Submission) -> None:
        """See `NbgraderPort`."""
        self._name_notebooks(submission)
        self._converter.run_pre_convert_hook()

    def after(self, submission: Submission) -> None:
        """See `NbgraderPort`."""
        self._name_notebooks(submission)
        self._converter.run_post_convert_hook()

    def write(self, text: str, resources: object, folder: Path, name: str) -> None:
        """See `NbgraderPort`."""
        self._converter.writer.build_directory = str(folder)
        self._converter.writer.write(text, resources, notebook_name=name)

    def set_permissions(self, submission: Submission, folder: Path) -> None:
        """See `NbgraderPort`."""
        _FolderPermissions(self._converter, folder).set_permissions(self._settings.assignment, submission.student)

    def _name_notebooks(self, submission: Submission) -> None:
        self._converter.notebooks = [str(submission.folder / f"{name}.ipynb") for name in submission.notebooks]


class _FolderPermissions(StockAutograde):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own `set_permissions`, for a folder that is not in its place yet."""

    def __init__(self, converter: Any, folder: Path) -> None:
        # without a parent: its configuration is our converter's, and stock's would warn of each option of ours
        super().__init__(coursedir=converter.coursedir, permissions=converter.permissions, log=converter.log)
        self._folder = folder

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        return str(self._folder)


def _ids(converter: Any, path: str) -> tuple[str, str]:
    """The assignment and the student of a submission's folder. Raises CannotGrade."""
    pattern = converter._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
    match = re.match(pattern, path, re.DOTALL)
    if match is None:
        raise CannotGrade(f"Could not match '{path}' with regexp '{pattern}'")
    return match["assignment_id"], match["student_id"]
