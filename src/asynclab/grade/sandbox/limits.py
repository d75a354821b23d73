"""What the kernel lets a student's process use, before it starts."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from asynclab.grade.job import Limits

OPEN_FILES = 256
_ROOM = 256  # for what else the same user may start meanwhile, where the kernel counts all of a user's processes
_COUNTED_BY_NAMESPACE = (5, 14)  # since this kernel, those of a user namespace are counted apart


def apply(limits: Limits, others: int) -> None:
    """Set the limits for this process and all it starts. A process cannot raise them again.

    others: processes of the same user outside the sandbox that the kernel counts too; see `counted_with`.
    """
    room = _ROOM if others else 0
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.cpu,  # its end is by SIGXCPU, or a second later by SIGKILL
        resource.RLIMIT_FSIZE: limits.file,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_NPROC: limits.processes + others + room,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for kind, most in wanted.items():
        grace = 1 if kind == resource.RLIMIT_CPU else 0
        allowed = resource.getrlimit(kind)[1]
        top = sys.maxsize if allowed == resource.RLIM_INFINITY else allowed
        resource.setrlimit(kind, (min(most, top), min(most + grace, top)))


def counted_with(*, own_namespace: bool) -> int:
    """Return how many processes and threads of this user the kernel would count with those of a sandbox. Return 0 if it
    does not count them.

    Root's sandboxes run as users of their own. A user namespace has a count of its own, since kernel 5.14.
    """
    if os.geteuid() == 0 or (own_namespace and _kernel() >= _COUNTED_BY_NAMESPACE):
        return 0
    return sum(_threads())


def _kernel() -> tuple[int, ...]:
    return tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2] if part.isdigit())


def _threads() -> Iterator[int]:
    """For each process of this user, how many threads it has."""
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and process.stat().st_uid == os.geteuid():
                yield sum(1 for _ in (process / "task").iterdir())
        except OSError:  # it ended while we looked
            continue
