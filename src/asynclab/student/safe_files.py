"""Writing so that nothing is lost: a file is there as a whole or as it was, and what is replaced is kept."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from asynclab.student.errors import FolderRefused

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


def write(file: Path, data: bytes) -> None:
    """Write a file beside its place and move it there when it is complete. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, file)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def is_same(file: Path, data: bytes) -> bool:
    """Check whether a file is there and has this content. Raises OSError."""
    return file.is_file() and file.read_bytes() == data


def kept(path: Path, place: Path) -> Path:
    """Keep what is about to be replaced, at `place` or, if that is taken, at the first such name with a number.

    A file is copied, so that it is never missing; anything else (a folder where a file belongs) is moved. Return where
    it is kept. Raises OSError.
    """
    place = _free(place)
    if path.is_file():
        write(place, path.read_bytes())
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, place)
    return place


def _free(place: Path) -> Path:
    number, free = 1, place
    while os.path.lexists(free):
        number += 1
        free = place.with_name(f"{place.stem}-{number}{place.suffix}")
    return free


@contextlib.contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """Turn an error of the file system into a `FolderRefused` with what to do about it."""
    try:
        yield
    except OSError as error:
        raise FolderRefused(_sentence(folder, error)) from error


def _sentence(folder: Path, error: OSError) -> str:
    what = f"{error.filename or folder}: {error.strerror or error}."
    if error.errno in _FULL:
        return f"{what} Nothing of yours was changed. Make room and start again: it goes on where it stopped."
    if isinstance(error, PermissionError):
        return (
            f"{what} Nothing of yours was changed. Name a folder of your own, as in: asynclab start ~/my-course "
            "(or, if a program has the file open, close it and start again)."
        )
    if isinstance(error, (FileExistsError, NotADirectoryError, IsADirectoryError)):
        return f"{what} A file is where the course has a folder, or the reverse: rename it, and start again."
    return f"{what} Nothing of yours was changed. Name another folder, as in: asynclab start ~/my-course"
