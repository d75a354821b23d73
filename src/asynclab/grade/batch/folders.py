"""A graded submission's folder: made beside its place, under a hidden name, and moved there when it is whole."""

from __future__ import annotations

import filecmp
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


def is_same(place: Path) -> bool:
    """Return whether the folder that was begun for a place has, file by file, what is there already."""
    new, old = _files(unfinished(place)), _files(place)
    return new.keys() == old.keys() and all(filecmp.cmp(new[name], old[name], shallow=False) for name in new)


def _files(folder: Path) -> dict[Path, Path]:
    return {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}


def finish(place: Path, batch: int) -> None:
    """Put the folder that was begun in its place. What is there is kept beside it, for an undo of this batch.

    batch: its number. Only the last one can be undone: what is kept of others goes.
    """
    drop_kept(place)
    if place.exists():
        os.rename(place, kept(place, batch))
    os.rename(unfinished(place), place)


def kept(place: Path, batch: int) -> Path:
    """Return where the folder is kept that was in a place before a batch."""
    return place.parent / f".{place.name}.before.{batch}"


def keep_copy(place: Path, batch: int) -> None:
    """Keep what is in a place, which is about to be changed, for an undo of this batch."""
    drop_kept(place)
    shutil.copytree(place, kept(place, batch))


def drop_kept(place: Path) -> None:
    """Remove what is kept of earlier batches, and what a killed one left."""
    for name in os.listdir(place.parent) if place.parent.is_dir() else ():
        if name.startswith(f".{place.name}.before.") or name == f".{place.name}.replaced":
            remove(place.parent / name)


def put_back(place: Path, batch: int) -> None:
    """Put the folder in its place that was there before a batch, if it is kept. Once more, it changes nothing."""
    if kept(place, batch).exists():
        remove(place)
        os.rename(kept(place, batch), place)


def remove(folder: Path) -> None:
    """Remove a folder, if it is there; files in it may be read-only."""
    if folder.exists():
        rmtree(str(folder))
