"""Which containment there is on this machine, found by trying it, and how a process is started in it."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from asynclab.grade.errors import CannotContain
from asynclab.grade.sandbox import bubblewrap, filesystem, limits
from asynclab.grade.sandbox.entry import FIRST_USER, VARIABLE, Inside
from asynclab.grade.sandbox.kind import SandboxKind
from asynclab.grade.sandbox.linux import landlock, seccomp
from asynclab.grade.sandbox.scratch import ScratchFolder, remove_abandoned
from asynclab.grade.sandbox.unprivileged import Passage

_LOG = logging.getLogger(__name__)
AUTO = "auto"
_ERROR = f"{CannotContain.__module__}.{CannotContain.__qualname__}: "  # how Python begins the last line of one
_PATIENCE = 60.0  # seconds for a trial, which takes a tenth of one


@dataclass(frozen=True)
class Containment:
    """A way to start processes that student code may run in. procfs: whether bubblewrap may mount a new /proc. passage:
    how they reach what root alone may reach, without bubblewrap."""

    kind: SandboxKind
    procfs: bool = True
    passage: Passage = Passage.MOUNTS

    def __str__(self) -> str:
        kept = self.passage is Passage.CAPABILITY
        return f"{self.kind.value}, with the capability to pass closed folders" if kept else self.kind.value

    def start(
        self,
        arguments: Sequence[str],
        *,
        scratch: Path,
        lane: int,
        readable: Sequence[Path] = (),
        fds: Sequence[int] = (),
        stderr: int | IO[bytes] = subprocess.DEVNULL,
    ) -> subprocess.Popen[bytes]:
        """Run this Python with `arguments` inside; what runs there must call `enter(lane)` first.

        scratch: an existing folder of the caller's for this lane alone. Only LANDLOCK and NONE use it, by its own name;
        BUBBLEWRAP has /scratch instead, in memory and of limited size, so that student code can neither fill a disk nor
        lay links for a process outside. `enter` returns whichever it is: put files there from inside.
        readable: files and folders shown beside the system and Python, read-only, by the same names. fds: handed on.

        The process is in a session of its own, ends when this one does, and finds nothing on its standard input.
        """
        if self.kind is SandboxKind.BUBBLEWRAP:
            return self._in_bubblewrap(arguments, readable, fds, stderr)
        if os.geteuid() == 0:
            os.chown(scratch, FIRST_USER + lane, FIRST_USER + lane)
        others = limits.counted_with(own_namespace=False)
        inside = Inside(self.kind, scratch, tuple(readable), others, self.passage)
        environment = filesystem.environment(*filesystem.within(scratch))
        return _start([sys.executable, *arguments], {**environment, VARIABLE: inside.text()}, scratch, fds, stderr)

    def _in_bubblewrap(
        self, arguments: Sequence[str], readable: Sequence[Path], fds: Sequence[int], stderr: int | IO[bytes]
    ) -> subprocess.Popen[bytes]:
        others = limits.counted_with(own_namespace=True)
        inside = Inside(self.kind, filesystem.SCRATCH, tuple(readable), others)
        command = bubblewrap.command(
            [sys.executable, *arguments],
            readable=readable,
            environment={**filesystem.environment(home=filesystem.HOME, tmp=filesystem.TMP), VARIABLE: inside.text()},
            processes=Path("/proc") if self.procfs else None,
        )
        return _start(command, {}, Path("/"), fds, stderr)


# A sandbox ends with the thread that started it, as the kernel understands it; this one lives as long as the process.
_starter = ThreadPoolExecutor(1, thread_name_prefix="sandbox")


def _renew() -> None:
    """A fork leaves threads behind."""
    global _starter
    _starter = ThreadPoolExecutor(1, thread_name_prefix="sandbox")


os.register_at_fork(after_in_child=_renew)


def _start(
    command: Sequence[str], environment: dict[str, str], folder: Path, fds: Sequence[int], stderr: int | IO[bytes]
) -> subprocess.Popen[bytes]:
    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            pass_fds=fds,
            start_new_session=True,
        )

    return _starter.submit(start).result()


def choose(preference: str = AUTO) -> Containment:
    """Choose the containment to use. preference: "auto" for bubblewrap where it starts, else Landlock with seccomp; or
    the name of either of them; or "none", for submissions that are trusted. What is chosen was started once, and seen
    to hold.

    Raises `CannotContain` with what was tried and why it failed, ValueError for another preference.
    """
    if preference == SandboxKind.NONE.value:
        _LOG.warning(
            "Grading WITHOUT a sandbox: student code can read and change whatever you can. Trust every submission."
        )
    if os.geteuid() == 0 and not os.stat(os.devnull).st_mode & stat.S_IWOTH:
        _LOG.warning(
            "Student code cannot write to %s, which honest code may do. Put it right: chmod 666 %s",
            os.devnull,
            os.devnull,
        )
    remove_abandoned()
    return _known(preference)


def find(preference: str) -> Containment:
    """Find what `choose` chooses, by trying it anew. Raises as `choose` does."""
    refusals = []
    for kind in _kinds(preference):
        obstacle = _obstacle(kind)
        told = [obstacle] if obstacle else []
        for candidate in () if obstacle else _candidates(kind):
            refusal = trial(candidate)
            if not refusal:
                _LOG.info("Student code is contained by %s.", candidate)
                return candidate
            told.append(refusal)
        refusals += [f"- {kind.value}: {refusal}" for refusal in dict.fromkeys(told)]
    raise CannotContain(
        "Student code cannot be contained here. What was tried:\n"
        + "\n".join(refusals)
        + "\nInstall bubblewrap (a package of that name), or grade on Linux 5.13 or later with Landlock. "
        'Only if you trust every submission, choose the sandbox "none".'
    )


_known = cache(find)


def what_is_missing() -> str:
    """Say what to install where this machine has nothing at all to contain student code with. Return "" where there is
    something to try, see `choose`. Takes no time: a command can ask before it begins.
    """
    if all(map(_obstacle, _kinds(AUTO))):
        return (
            "Student code cannot be contained on this machine: install bubblewrap (Debian, Ubuntu: apt-get install "
            "bubblewrap; Fedora: dnf install bubblewrap), or use Linux 5.13 or later with Landlock switched on."
        )
    return ""


def _kinds(preference: str) -> tuple[SandboxKind, ...]:
    if preference == AUTO:
        return SandboxKind.BUBBLEWRAP, SandboxKind.LANDLOCK
    names = [kind.value for kind in SandboxKind]
    if preference not in names:
        raise ValueError(f"There is no sandbox “{preference}”. Choose one of: {AUTO}, {', '.join(names)}.")
    return (SandboxKind(preference),)


def _candidates(kind: SandboxKind) -> tuple[Containment, ...]:
    """The best first. In many containers nothing can be mounted, neither a new /proc nor a closed folder's cover."""
    if kind is SandboxKind.BUBBLEWRAP:
        return Containment(kind), Containment(kind, procfs=False)
    if kind is SandboxKind.LANDLOCK and os.geteuid() == 0:
        return Containment(kind), Containment(kind, passage=Passage.CAPABILITY)
    return (Containment(kind),)


def _obstacle(kind: SandboxKind) -> str:
    """What needs no trial to be known."""
    if kind is SandboxKind.BUBBLEWRAP and bubblewrap.program() is None:
        return "there is no `bwrap` on PATH"
    if kind is SandboxKind.LANDLOCK and not landlock.version():
        return "this kernel has no Landlock, or it is switched off"
    if kind is SandboxKind.LANDLOCK and not seccomp.supported():
        return f"the system calls of this machine ({os.uname().machine}) are not known to asynclab"
    return ""


def trial(candidate: Containment) -> str:
    """Start a containment once, with a file that must not be readable. Return what went wrong, or ""."""
    with ScratchFolder() as folder, tempfile.TemporaryFile() as errors:
        scratch, secret = folder / "scratch", folder / "secret"
        scratch.mkdir()
        secret.write_text("not for students", encoding="utf-8")
        folder.chmod(0o711)
        arguments = ["-m", "asynclab.grade.sandbox.selftest", str(secret)]
        try:
            process = candidate.start(arguments, scratch=scratch, lane=0, stderr=errors)
        except OSError as error:  # where root may not even give a folder away
            return f"it did not start: {error}"
        try:
            status = process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return f"it did not answer within {_PATIENCE:.0f} seconds"
        errors.seek(0)
        words = errors.read().decode(errors="replace").strip().splitlines()
    last = words[-1].removeprefix(_ERROR) if words else f"it ended with status {status}, without a word"
    return "" if status == 0 else last
