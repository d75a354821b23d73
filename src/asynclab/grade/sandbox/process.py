"""A process of asynclab's own in the sandbox, with a line to its parent: how it is started, watched and ended outside,
and what it does first inside.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asynclab.grade.ipc import LARGEST, Closed, Frame, MessageType, Wire
from asynclab.grade.sandbox.detect import Containment
from asynclab.grade.sandbox.entry import enter
from asynclab.grade.sandbox.scratch import ScratchFolder

_DYING = 2.0  # real seconds: who has closed the line may still be writing why
_READ = 10_000  # bytes of what a process wrote on its standard error
_LONGEST = 1_000  # characters of its last line


@dataclass(frozen=True)
class SandboxProgram:
    """module: its `main()` is run inside, and calls `sandbox.process.entered` first. largest: bytes of one frame that
    is read of it."""

    module: str
    largest: int


FORK_SERVER = SandboxProgram("asynclab.grade.execute.sandboxed.forkserver_main", largest=10_000)
JUDGE = SandboxProgram("asynclab.grade.judge.server", largest=1 << 28)  # a verdict has pictures in it


class SandboxedProcess:
    """The parent's hold of a process inside. Raises OSError where it cannot be started.

    lane: its number in the sandbox; no other process of the machine may have it. modules: what it is to import.
    """

    def __init__(
        self, containment: Containment, program: SandboxProgram, lane: int, modules: Sequence[str] = ()
    ) -> None:
        self._scratch = ScratchFolder()
        ours, its = socket.socketpair()
        self.wire = Wire(ours, program.largest)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed in `_let_go`
        try:
            self._popen = containment.start(
                ["-c", f"from {program.module} import main; main()", str(its.fileno()), str(lane)],
                scratch=self._scratch.path,
                lane=lane,
                fds=[its.fileno()],
                stderr=self._errors,
            )
        except BaseException:
            self._let_go()
            raise
        finally:
            its.close()
        with suppress(Closed):  # it has ended: whoever waits for it is told
            self.wire.send(Frame.of(MessageType.LOAD, text="\n".join(modules)))

    @property
    def pid(self) -> int:
        """Its number on this machine, or that of the sandbox around it, with which it ends."""
        return self._popen.pid

    def last_words(self) -> str:
        """Return the last line that it wrote on its standard error, or "". Waits up to two real seconds for its end."""
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(_DYING)
        self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - _READ))
        lines = self._errors.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")[:_LONGEST]

    def end(self, grace: float = 0.0) -> None:
        """Close the line, and end the process with all that is in its sandbox. Leaves nothing behind.

        grace: real seconds that it has to end by itself.
        """
        self.wire.close()
        try:
            self._popen.wait(grace)
        except subprocess.TimeoutExpired:
            self.kill()
            self._popen.wait()
        self._let_go()

    def kill(self) -> None:
        """End the process at once, from any thread: who waits at the line finds it closed. `end` has to follow."""
        if self._popen.returncode is not None:
            return
        try:
            os.killpg(self._popen.pid, signal.SIGKILL)  # a session of its own, see `Containment.start`
        except (ProcessLookupError, PermissionError):
            self._popen.kill()

    def _let_go(self) -> None:
        self.wire.close()
        self._errors.close()
        self._scratch.remove()


class StartProcess(Protocol):
    """How a process in the sandbox is had."""

    def __call__(
        self, containment: Containment, program: SandboxProgram, lane: int, modules: Sequence[str] = ()
    ) -> SandboxedProcess:
        """Start one, or give one that was started before anybody asked for it. See `SandboxedProcess`."""
        ...


def entered() -> tuple[Wire, Path, tuple[str, ...]]:
    """Enter the sandbox, in a process that `SandboxedProcess` has started, before anything else.

    Returns the line to the parent, the scratch folder by its name in here, and the modules to import. From here on the
    process ends when the parent closes the line, and not by SIGINT or SIGTERM. Raises `CannotContain`, see `enter`.
    """
    fd, lane = sys.argv[1:]
    os.set_inheritable(int(fd), False)
    wire = Wire(socket.socket(fileno=int(fd)), LARGEST)
    folder = enter(int(lane))
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)
    try:
        return wire, folder, tuple(wire.receive().text.split())
    except Closed:  # nobody had any work for it
        sys.exit()
