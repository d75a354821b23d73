"""Root becomes a user who owns nothing, and who can nevertheless read Python wherever it lies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path

import asynclab
from asynclab.grade.errors import CannotContain
from asynclab.grade.sandbox import mounts
from asynclab.grade.sandbox.linux import kernel

_ADVICE = (
    "Grade as an ordinary user, install bubblewrap, or use a Python that everyone may read (in /opt, for example)."
)


class Passage(Enum):
    """How what lies in folders that are closed to others stays within reach. Where nothing does, neither is needed."""

    MOUNTS = "mounts"  # such folders are covered, and what is needed is shown again
    CAPABILITY = "capability"  # CAP_DAC_READ_SEARCH is kept, and Landlock alone says what can be read


def become(user: int, passage: Passage, *, shown: Iterable[Path], own: Sequence[Path]) -> None:
    """Turn this process of root's into one of `user`'s, for good. shown, own: what it has to read, and to write to.

    Raises `CannotContain` where that user could not run Python, or root is not allowed what this takes.
    """
    if passage is Passage.MOUNTS:
        _open_up(user, shown, own)
    else:
        kernel.keep_capabilities()
    try:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError as error:
        raise CannotContain(f"Root may not become user {user} here: {error.strerror}. {_ADVICE}") from error
    if passage is Passage.CAPABILITY:
        try:
            kernel.only_capability(kernel.DAC_READ_SEARCH)
        except OSError as error:
            raise CannotContain(
                f"Root has no capability here to pass closed folders (CAP_DAC_READ_SEARCH). {_ADVICE}"
            ) from error
    if (closed := next(_unreadable(), None)) is not None:
        raise CannotContain(f"Root grades as user {user}, who cannot read {closed}. {_ADVICE}")


def _open_up(user: int, shown: Iterable[Path], own: Iterable[Path]) -> None:
    paths = [*shown]
    try:
        mounts.open_up(paths, own)
    except OSError as error:
        closed = next((place.folder for path in (*paths, *own) if (place := mounts.behind(path))), None)
        raise CannotContain(
            f"Root grades as user {user}, who may not enter {closed}, and root may not mount here: {error.strerror}. "
            f"{_ADVICE}"
        ) from error


def _unreadable() -> Iterator[Path]:
    """What this process cannot read of that which Python imports from: the folders and their modules and packages.

    It opens them, since asking (`os.access`) leaves capabilities out.
    """
    for name in (os.__file__, asynclab.__file__, *_importable()):
        try:
            os.close(os.open(name, os.O_RDONLY | os.O_NONBLOCK))
        except PermissionError:
            yield Path(name)
        except OSError:  # a link that leads nowhere in here, to a system's settings
            continue


def _importable() -> Iterator[str]:
    for name in filter(os.path.isdir, sys.path):
        yield name
        with suppress(OSError), os.scandir(name) as entries:
            yield from (entry.path for entry in entries if entry.is_dir() or entry.name.endswith(".py"))


def check_privileges(passage: Passage) -> None:
    """Raise `CannotContain` where this process has a privilege of root's, or could get it back."""
    with suppress(OSError):  # not permitted, or no such user in this namespace
        os.setuid(0)
        raise CannotContain("The process inside could become root.")
    allowed = kernel.DAC_READ_SEARCH if passage is Passage.CAPABILITY else 0
    if 0 in (*os.getresuid(), *os.getresgid()) or kernel.capabilities() & ~allowed:
        raise CannotContain("The process inside kept a privilege of root's.")
