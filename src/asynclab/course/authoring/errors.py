"""Errors of making a course that need nothing to be raised or caught: a student's command knows them as well, without
the packages that build chapters."""

from __future__ import annotations

from pathlib import Path


class NoChapters(Exception):
    """A course's folder has no chapters; the message says what would be one."""

    def __init__(self, folder: Path) -> None:
        root = folder.resolve()
        if (root / "notebooks").is_dir():
            says = f"{root / 'notebooks'} has no chapters yet: a chapter is a file such as 01-first-steps.md in it."
        else:
            says = (
                f"{root} has no folder notebooks/, where a course's chapters lie. Go to the course's folder, or name "
                "it with --root."
            )
        super().__init__(f"{says} To see one, make a course beside it: asynclab init my-course")


class NotMade(Exception):
    """A course cannot be made; the message says why, and what to do. Nothing was changed."""
