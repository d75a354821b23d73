"""What lies in folders that are closed to others, brought within the reach of the user that root becomes.

The Python of somebody who works as root often lies in root's home, which nobody else may enter. In a mount namespace of
its own, such a folder is covered by an empty one in memory, and of what lay there only what is needed is shown again,
read-only, under its own name. Nobody else sees a change, and the process sees less than before.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from asynclab.grade.sandbox import filesystem
from asynclab.grade.sandbox.linux import kernel


@dataclass(frozen=True)
class Behind:
    """A path that leads through a closed folder. folder: the first such on the way, by its real name. path: the same
    place, by a name that begins with the folder's; links behind the folder are left as they are."""

    folder: Path
    path: Path


def behind(path: Path) -> Behind | None:
    """Return the closed folder on the way to an absolute path, None where everybody may go all the way.

    Raises OSError for a way that does not end, or that this process cannot go.
    """
    here, ahead, links = Path("/"), list(path.parts[1:]), 0
    while ahead:
        if not os.stat(here).st_mode & stat.S_IXOTH:
            return Behind(here, here.joinpath(*ahead))
        step = here / ahead.pop(0)
        if step.name == "..":
            here = here.parent
        elif step.is_symlink():
            links += 1
            target = Path(os.readlink(step))
            here = Path("/") if target.is_absolute() else here
            ahead[:0] = [part for part in target.parts if part != "/"]
            if links > filesystem.MOST_LINKS:
                raise OSError(f"{path} is a link that leads to itself")
        else:
            here = step
    return None


def open_up(shown: Iterable[Path], own: Iterable[Path]) -> None:
    """Bring these within everybody's reach, for this process and all that come from it: `shown` to read, `own` to write
    to as well. Does nothing where no folder on the way is closed.

    It needs CAP_SYS_ADMIN, Linux 5.12, and a process with one thread. Raises OSError where the kernel refuses.
    """
    writable = _behind(own)
    readable = [place for place in _behind(shown) if place not in writable]
    if not readable and not writable:
        return
    kernel.own_mounts()
    with ExitStack() as held:
        copies = [(place.path, _copy(place.path, held, writable=place in writable)) for place in (*readable, *writable)]
        folders = _outermost(place.folder for place in (*readable, *writable))
        for folder in folders:
            kernel.cover(folder)
        for path, copy in copies:
            _make_place(path, is_folder=stat.S_ISDIR(os.fstat(copy).st_mode))
            kernel.show(copy, path)
    for folder in folders:
        kernel.only_read(folder)


def _behind(paths: Iterable[Path]) -> list[Behind]:
    """Those that lie behind closed folders, without what lies in another of them."""
    places = {place.path: place for path in filesystem.outermost(paths) if (place := behind(path))}
    return [place for path, place in places.items() if places.keys().isdisjoint(path.parents)]


def _outermost(folders: Iterable[Path]) -> list[Path]:
    distinct = dict.fromkeys(folders)
    return [folder for folder in distinct if distinct.keys().isdisjoint(folder.parents)]


def _copy(path: Path, held: ExitStack, *, writable: bool) -> int:
    copy = kernel.copy_of_mount(path, writable=writable)
    held.callback(os.close, copy)
    return copy


def _make_place(path: Path, *, is_folder: bool) -> None:
    """Something to mount on. Modes are given afterwards, so that no umask of the grader's takes them away."""
    for folder in (*filesystem.ancestors([path]), *([path] if is_folder else [])):
        if not folder.exists():
            folder.mkdir()
            folder.chmod(0o755)
    if not path.exists():
        path.touch()
        path.chmod(0o644)
