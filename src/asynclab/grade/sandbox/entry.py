"""What happens inside a sandbox: `enter` once, `confine` in every child before student code, `sweep` after it."""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from asynclab.grade.errors import CannotContain
from asynclab.grade.job import Limits
from asynclab.grade.sandbox import filesystem, limits, teardown
from asynclab.grade.sandbox.kind import SandboxKind
from asynclab.grade.sandbox.linux import kernel
from asynclab.grade.sandbox.policy import Walls, walls
from asynclab.grade.sandbox.unprivileged import Passage, become, check_privileges

VARIABLE = "ASYNCLAB_SANDBOX"
FIRST_USER = 60001  # lane 0's, where root grades; numbers that distributions leave to nobody

_SECOND = 2  # the process after bubblewrap's own


@dataclass(frozen=True)
class Inside:
    """What the process inside has to know. scratch: the folder it was given, by the name it has inside. readable:
    beside system and Python. others: processes of the same user that count against its limit. passage: for root."""

    kind: SandboxKind
    scratch: Path
    readable: tuple[Path, ...]
    others: int
    passage: Passage = Passage.MOUNTS

    @property
    def work(self) -> Path:
        """Where a student's files go."""
        return self.scratch if self.kind is SandboxKind.BUBBLEWRAP else self.scratch / "work"

    @property
    def private(self) -> tuple[Path, ...]:
        """What else can be written to: a home, and places for temporary files."""
        return filesystem.PRIVATE if self.kind is SandboxKind.BUBBLEWRAP else filesystem.within(self.scratch)

    def text(self) -> str:
        """Return this as a value for `VARIABLE`."""
        readable = [str(path) for path in self.readable]
        return json.dumps([self.kind.value, str(self.scratch), readable, self.others, self.passage.value])

    @classmethod
    def of(cls, text: str) -> Inside:
        """Read this from the value of `VARIABLE`."""
        kind, scratch, readable, others, passage = json.loads(text)
        return cls(SandboxKind(kind), Path(scratch), tuple(map(Path, readable)), others, Passage(passage))


_entered: list[tuple[Inside, Walls]] = []


def enter(lane: int) -> Path:
    """Give up every privilege: the first thing that a process does in a sandbox, before it starts a thread.

    Root becomes user 60001 + `lane`, and what it needs of Python stays within its reach, see `Passage`. From here on
    nobody inside can signal, trace or read this process, and it ends with the one that started it. Returns the scratch
    folder, by the name it has in here.

    Raises `CannotContain` when this process was not started by `Containment.start`, or a privilege remains.
    """
    if VARIABLE not in os.environ:
        raise CannotContain(
            "This process was not started in a sandbox. Start it by asynclab.grade.sandbox's Containment.start."
        )
    here = Inside.of(os.environ.pop(VARIABLE))
    if here.kind is SandboxKind.BUBBLEWRAP and os.getpid() != _SECOND:
        raise CannotContain("This process should be alone with bubblewrap's, and is not: `sweep` would end others.")
    with suppress(OSError):  # if memory runs out, the kernel should choose us, and not a bystander
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    kernel.no_new_privileges()
    if os.geteuid() == 0:
        shown = (*filesystem.python(), *here.readable)
        become(FIRST_USER + lane, here.passage, shown=shown, own=[here.scratch])
        os.chdir(here.scratch)  # by its name: what a folder was covered with is not to be gone around
    check_privileges(here.passage)
    kernel.not_dumpable()
    kernel.end_with_parent(signal.SIGKILL)
    kernel.adopt_orphans()
    for folder in (here.work, *here.private):
        folder.mkdir(exist_ok=True)
    _entered[:] = [(here, walls(here.kind, here.readable, here.private))]
    return here.work


def adopt() -> None:
    """Begin to fork children, in a process that was forked from the one that entered and ends with it.

    From here on `sweep` ends what comes from this process, and spares the one that it comes from.
    """
    kernel.end_with_parent(signal.SIGKILL)
    kernel.adopt_orphans()


def confine(scratch: Path, allowed: Limits) -> None:
    """Confine a forked child, before student code: own session, limits, files, system calls. There is no way back.

    scratch: the only folder that it may write to, beside its home and those for temporary files, which `sweep` empties:
    the folder that `enter` returned, or a folder in it. Takes about a millisecond. Raises `CannotContain` where the
    kernel refuses.
    """
    here, around = _here()
    if os.getsid(0) != os.getpid():
        os.setsid()
    kernel.end_with_parent(signal.SIGKILL)
    limits.apply(allowed, here.others)
    if here.kind is SandboxKind.NONE:
        return
    try:
        around.shut(scratch)
    except OSError as error:
        raise CannotContain(f"The kernel refused to shut a process in: {error}.") from error


def sweep() -> None:
    """After a child: end and reap all processes of this sandbox but the one that calls (and those it comes from, see
    `adopt`), and empty the home and the folders for temporary files. Reap a child whose exit status matters first. The
    scratch stays as it is: see `empty`.
    """
    here, _ = _here()
    if here.kind is SandboxKind.BUBBLEWRAP and os.getpid() == _SECOND:
        teardown.end_namespace()
    else:
        teardown.end_descendants()
    for folder in (here.work, *here.private):
        with suppress(OSError):  # a student may have shut or removed it; where it is root's, nobody can have
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)
    for folder in here.private:
        teardown.empty(folder)


def written_to() -> tuple[Path, ...]:
    """Return the folders that a child may write to."""
    here, _ = _here()
    return here.work, *here.private


def _here() -> tuple[Inside, Walls]:
    if not _entered:
        raise CannotContain("This process has not entered its sandbox: call enter(lane) first.")
    return _entered[0]
