"""What a start refuses, with the reason in the message.

StartError
├── NoReleasedChapters   this installation has no released chapters
├── FolderRefused        the folder cannot be used, or could not be written to
├── NoCourseHere         nobody has begun the course in the folder
└── NoJupyterLab         JupyterLab is not installed
"""

from __future__ import annotations

from pathlib import Path

from asynclab.installation import how_to_install


class StartError(Exception):
    """Something that a student can put right; the message says how."""


class NoReleasedChapters(StartError):
    """The released chapters are not in the installation."""

    def __init__(self, looked_in: Path) -> None:
        super().__init__(
            f"There are no chapters in {looked_in}, where they come with asynclab: the installation is incomplete. "
            f"{how_to_install('student')}"
        )


class FolderRefused(StartError):
    """The folder cannot be used as it is."""


class NoCourseHere(StartError):
    """The folder has no chapters in it."""

    def __init__(self, folder: Path) -> None:
        what = "does not exist" if not folder.exists() else "has no chapters in it"
        super().__init__(
            f"{folder} {what}, so there is no progress to tell. Name your folder of the course, as in: asynclab "
            "progress ~/my-course. To begin the course: asynclab start"
        )


class NoJupyterLab(StartError):
    """JupyterLab is not installed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"JupyterLab is not installed, so nothing was opened. {how_to_install('student')}\n"
            f"Any other program for notebooks, such as VS Code, can open the folder too: {folder / 'index.ipynb'}"
        )
