"""Puts the files that lie beside a notebook into the one folder a student's process may write to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from asynclab.grade.job import Companion


def fill(folder: Path, companions: Iterable[Companion]) -> None:
    """Write the files, and make empty folders. Raises `ValueError` for a path that leads out of the folder."""
    for companion in companions:
        path = PurePosixPath(companion.path)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise ValueError(f'"{companion.path}" is no path inside a folder.')
        file = folder.joinpath(*path.parts)
        if companion.path.endswith("/"):
            file.mkdir(parents=True, exist_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(companion.data)
