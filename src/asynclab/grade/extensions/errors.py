"""What an extensions.toml is refused for."""

from __future__ import annotations

from pathlib import Path

from asynclab.grade.errors import GradingError


class BadExtensions(GradingError):
    """The file says what cannot be. entry: which one, from 1, 0 for the whole file. line: where it begins, or 0."""

    def __init__(self, file: Path, why: str, entry: int = 0, line: int = 0) -> None:
        where = f"{file}{f':{line}' * bool(line)}{f', extension {entry}' * bool(entry)}"
        super().__init__(f"{where}: {why} Nothing is graded before it is mended.")
