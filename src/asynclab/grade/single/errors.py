"""What grading one submission refuses: see `asynclab.grade.errors` for the rest."""

from __future__ import annotations

from pathlib import Path

from asynclab.grade.errors import GradingError


class NoChapterNotebook(GradingError):
    """There is no instructor's notebook where one is named."""

    def __init__(self, notebook: Path) -> None:
        super().__init__(
            f"There is no instructor's notebook {notebook}. Name a chapter of the course at --root, as in "
            "--chapter 12-boss, or the path of its notebook with the tests in it, as in --chapter source/12-boss.ipynb"
        )


class NotAnInstructorsNotebook(GradingError):
    """The notebook that is named for a chapter is none, or one that no student edition can be made of."""

    def __init__(self, notebook: Path, why: str) -> None:
        super().__init__(
            f"{notebook} cannot be used as an instructor's notebook: {why}. Name the one that `asynclab build` or you "
            "put into source/, with the tests in it."
        )
