"""A graded submission's folder: made beside its place, under a hidden name, and moved there when it is whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from nbgrader.utils import rmtree


def unfinished(place: Path) -> Path:
    """Return where the folder for a place is made. nbgrader's patterns do not match hidden names."""
    return place.parent / f".{place.name}.unfinished"


def begin(place: Path, *, keep: bool) -> Path:
    """Make an empty folder to be filled for a place; what a killed batch left there goes. keep: with a copy of what is
    there now, for a batch that grades only some of a submission's notebooks.
    """
    new = unfinished(place)
    remove(new)
    if keep and place.is_dir():
        shutil.copytree(place, new)
    else:
        new.mkdir(parents=True)
    return new


def put(path: Path, data: bytes) -> None:
    """Write a file, in place of one that may be read-only, and make the folders above it."""
    if not path.exists() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(data)


def swap(path: Path, data: bytes, mode: int) -> None:
    """Replace a file in a folder's place, where it is with its old or its new content at any time."""
    new = unfinished(path.parent)
    remove(new)
    put(new / path.name, data)
    (new / path.name).chmod(mode)
    os.replace(new / path.name, path)
    remove(new)


def finish(place: Path) -> None:
    """Put the folder that was begun in its place, instead of what is there."""
    old = place.parent / f".{place.name}.replaced"
    remove(old)
    if place.exists():
        os.rename(place, old)
    os.rename(unfinished(place), place)
    remove(old)


def remove(folder: Path) -> None:
    """Remove a folder, if it is there; files in it may be read-only."""
    if folder.exists():
        rmtree(str(folder))
