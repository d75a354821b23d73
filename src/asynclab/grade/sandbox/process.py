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
from pathlib import Path

from asynclab.grade.ipc import LARGEST, Wire
from asynclab.grade.sandbox.detect import Containment
from asynclab.grade.sandbox.entry import enter
from asynclab.grade.sandbox.scratch import ScratchFolder

_DYING = 2.0  # real seconds: who has closed the line may still be writing why
_READ = 10_000  # bytes of what a process wrote on its standard error
_LONGEST = 1_000  # characters of its last line


class SandboxedProcess:
    """The parent's hold of a process inside. Raises OSError where it cannot be started.

    module: a module of asynclab whose `main()` is run there and calls `entered` first. arguments: for that `main`.
    lane: its number in the sandbox; no other process of the machine may have it. largest: bytes of one frame of its.
    """

    def __init__(
        self, containment: Containment, module: str, lane: int, arguments: Sequence[str] = (), *, largest: int
    ) -> None:
        self._scratch = ScratchFolder()
        ours, its = socket.socketpair()
        self.wire = Wire(ours, largest)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed in `_let_go`
        try:
            self._popen = containment.start(
                ["-c", f"from {module} import main; main()", str(its.fileno()), str(lane), *arguments],
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
            self._kill()
        self._let_go()

    def _kill(self) -> None:
        try:
            os.killpg(self._popen.pid, signal.SIGKILL)  # a session of its own, see `Containment.start`
        except (ProcessLookupError, PermissionError):
            self._popen.kill()
        self._popen.wait()

    def _let_go(self) -> None:
        self.wire.close()
        self._errors.close()
        self._scratch.remove()


def entered() -> tuple[Wire, Path, list[str]]:
    """Enter the sandbox, in a process that `SandboxedProcess` has started, before anything else.

    Returns the line to the parent, the scratch folder by its name in here, and the arguments. From here on the process
    ends when the parent closes the line, and not by SIGINT or SIGTERM. Raises `CannotContain`, see `enter`.
    """
    fd, lane, *arguments = sys.argv[1:]
    os.set_inheritable(int(fd), False)
    wire = Wire(socket.socket(fileno=int(fd)), LARGEST)
    folder = enter(int(lane))
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)
    return wire, folder, arguments
