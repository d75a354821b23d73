"""What a child is shut in by: worked out once in the warm process, put up in each child it forks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asynclab.grade.sandbox import filesystem
from asynclab.grade.sandbox.kind import SandboxKind
from asynclab.grade.sandbox.linux import landlock, seccomp


@dataclass(frozen=True)
class Walls:
    """Landlock's paths beside the scratch, and refused calls. No paths: the kernel has no Landlock, and mounts must do.
    No calls: those of this machine are not known, and namespaces must do.

    own_signals: whether a process may signal itself only, for want of anything better.
    """

    readable: tuple[Path, ...]
    writable: tuple[Path, ...]
    refused: tuple[seccomp.Refuse, ...]
    own_signals: bool = False

    def shut(self, scratch: Path) -> None:
        """Put them up around this process, for good. Raises OSError where the kernel refuses."""
        if self.readable:
            landlock.restrict(self.readable, [*self.writable, scratch])
        if self.refused:
            seccomp.install(self.refused + (seccomp.signal_only(os.getpid()) if self.own_signals else ()))


def walls(kind: SandboxKind, readable: Sequence[Path], private: Sequence[Path]) -> Walls:
    """Return the walls for a kind of sandbox. readable: beside the system and Python. private: can be written to."""
    known = landlock.version()
    if kind is SandboxKind.BUBBLEWRAP:
        # Mounts and namespaces hold already: this is the second wall, and what keeps the sandbox's own process whole.
        refused = seccomp.EVERYWHERE + seccomp.UNIX_SOCKETS_ONLY + seccomp.spare(os.getpid())
        return Walls(
            readable=(Path("/"),) if known else (),
            writable=(*_DEVICES, *private),
            refused=refused if seccomp.supported() else (),
        )
    refused = seccomp.EVERYWHERE + seccomp.NO_SOCKETS + seccomp.KEEP_ATTRIBUTES + seccomp.NO_WATCHING
    if known < landlock.TRUNCATES_FROM:
        refused += seccomp.NO_TRUNCATION
    own_signals = known < landlock.SIGNALS_FROM
    if not own_signals:  # Landlock lets none out; but one to all would be taken for sent, where bubblewrap refuses it
        refused += seccomp.spare(os.getpid())
    shown = (*filesystem.SYSTEM, *filesystem.SETTINGS, *_FACTS, *filesystem.python(), *readable)
    return Walls(shown, (Path("/dev/null"), *private), refused, own_signals)


_DEVICES = tuple(Path("/dev", name) for name in ("null", "zero", "full", "tty", "ptmx", "pts"))
_FACTS = (
    *(Path("/proc", name) for name in ("self", "cpuinfo", "meminfo", "stat", "loadavg")),
    *(Path("/dev", name) for name in ("urandom", "random", "zero", "full")),
    Path("/sys/devices/system/cpu"),
)
