"""The one folder a student's process may write to: made, filled with the files that lie beside a notebook, and removed,
by the next batch where a killed one could not.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from asynclab.grade.job import Companion

_PREFIX = "asynclab-scratch-"


class ScratchFolder:
    """A new folder in the temporary directory; used with `with`, it is removed at the end. The process that makes it
    holds a lock on it, which the kernel takes away whatever happens to that process. Raises OSError."""

    def __init__(self) -> None:
        self._folder: int | None = None
        while self._folder is None:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._folder = _own(self.path)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *error: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Remove it with all that is in it."""
        if self._folder is not None:
            shutil.rmtree(self.path, ignore_errors=True)
            os.close(self._folder)
            self._folder = None


def remove_abandoned() -> None:
    """Remove the folders of processes that were killed: what no living process holds. Never raises."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # a link, another account's, or another process holds it
            folder = _opened(path)
            try:
                _lock(folder)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(folder)


def _own(path: Path) -> int | None:
    """A new folder's descriptor, which holds it; None where another batch found it before that, and removes it."""
    try:
        folder = _opened(path)
    except FileNotFoundError:
        return None
    try:
        _lock(folder)
    except BlockingIOError:
        os.close(folder)
        return None
    except OSError:  # a disk without locks: nobody else gets one there either, and removes nothing
        return folder
    if path.exists():
        return folder
    os.close(folder)
    return None


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _lock(folder: int) -> None:
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
