"""The command that starts a process in bubblewrap: own namespaces, a read-only system, and nothing else of the machine.

An ordinary user gets a user namespace. Root does not: in one, uid 0 would stay the real identity, and the limit on
processes would not bind. Root keeps just the two capabilities with which `enter` becomes somebody else.

The first process of the pid namespace is bubblewrap's own. Where root grades it stays root's: only so may the kernel
end it with its parent, whatever user the process inside has become; and with it everything else ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from asynclab.grade.sandbox import filesystem

SCRATCH_SIZE = 256 << 20
PRIVATE_SIZE = 64 << 20

_ALWAYS = (
    *("--die-with-parent", "--new-session", "--clearenv"),
    *("--hostname", "student", "--cap-drop", "ALL"),
)
_ORDINARY = ("--unshare-all", "--uid", "65534", "--gid", "65534")
_ROOT = (
    *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
    *("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"),
)


def program() -> str | None:
    """Return where bubblewrap is, if it is installed."""
    return shutil.which("bwrap")


def command(
    inner: Sequence[str], *, readable: Sequence[Path], environment: Mapping[str, str], processes: Path | None
) -> list[str]:
    """Return the command line that runs `inner`.

    readable: beyond the system and Python. processes: where to mount a new /proc, None where that is refused.
    """
    shown = filesystem.outermost([*filesystem.python(), *readable])
    anchors = _anchors(shown)
    return [
        program() or "bwrap",
        *_ALWAYS,
        *(_ORDINARY if os.geteuid() else _ROOT),
        *chain.from_iterable(map(_folder, filesystem.ancestors([*filesystem.SETTINGS, *filesystem.PRIVATE]))),
        *chain.from_iterable(_system()),
        *(("--proc", str(processes)) if processes else ("--dir", "/proc")),
        *("--dev", "/dev"),
        *chain.from_iterable(_own(folder, PRIVATE_SIZE) for folder in filesystem.PRIVATE),
        *_own(filesystem.SCRATCH, SCRATCH_SIZE),
        *chain.from_iterable(("--perms", "0755", "--tmpfs", str(anchor)) for anchor in anchors),
        *chain.from_iterable(_folder(folder) for folder in filesystem.ancestors(shown)),
        *chain.from_iterable(("--ro-bind", str(path), str(path)) for path in shown),
        *chain.from_iterable(("--remount-ro", str(path)) for path in (*anchors, "/", "/dev")),
        *("--chdir", str(filesystem.SCRATCH)),
        *chain.from_iterable(("--setenv", name, value) for name, value in environment.items()),
        "--",
        *inner,
    ]


def _system() -> Iterator[tuple[str, ...]]:
    for path in (*filesystem.SYSTEM, *filesystem.SETTINGS):
        if path.is_symlink() and path in filesystem.SYSTEM:
            yield "--symlink", os.readlink(path), str(path)
        elif path.exists():
            yield "--ro-bind", str(path), str(path)


def _anchors(shown: Iterable[Path]) -> tuple[Path, ...]:
    """Where something shown lies deep in a folder that can be written to, the uppermost folder on the way there.

    As a mount of its own it cannot be renamed: nobody can put another Python in the place of ours.
    """
    tops = [own / path.relative_to(own).parts[0] for own in filesystem.PRIVATE for path in shown if own in path.parents]
    return tuple(top for top in dict.fromkeys(tops) if top not in shown)


def _folder(path: Path) -> tuple[str, ...]:
    """A folder on the way: bubblewrap makes it 0700 of its own accord, which root's stand-in could not enter."""
    return () if path in filesystem.PRIVATE else ("--perms", "0755", "--dir", str(path))


def _own(path: Path, size: int) -> tuple[str, ...]:
    """A folder in memory, private to the sandbox. Before version 0.8 bubblewrap cannot limit its size."""
    sized = ("--size", str(size)) if _knows_size() else ()
    return ("--perms", "0777", *sized, "--tmpfs", str(path))


@cache
def _knows_size() -> bool:
    found = program()
    return found is not None and "--size" in subprocess.run([found, "--help"], capture_output=True, text=True).stdout
