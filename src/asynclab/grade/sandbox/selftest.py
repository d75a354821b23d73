"""`python -m asynclab.grade.sandbox.selftest FILE` in a sandbox tells whether it holds; FILE must be unreadable."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from asynclab.grade.job import Limits
from asynclab.grade.sandbox.entry import VARIABLE, Inside, confine, enter, sweep
from asynclab.grade.sandbox.kind import SandboxKind


def main() -> int:
    """Enter, fork a child that tries what it must not be able to do, sweep. The exit status: 0 if all holds."""
    kind = Inside.of(os.environ[VARIABLE]).kind
    scratch = enter(0)
    child = os.fork()
    if child == 0:
        try:
            confine(scratch, Limits())
            fault = _fault(scratch, Path(sys.argv[1]), kind)
        except BaseException as error:
            fault = repr(error)
        print(fault, file=sys.stderr, flush=True)
        os._exit(1 if fault else 0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sweep()
    return status


def _fault(scratch: Path, secret: Path, kind: SandboxKind) -> str:
    (scratch / "written").write_text("by a student", encoding="utf-8")
    if kind is SandboxKind.NONE:
        return ""
    with suppress(OSError):
        secret.read_text(encoding="utf-8")
        return "a file outside could be read"
    with suppress(OSError):
        socket.socket(socket.AF_INET).close()
        return "a network socket could be opened"
    with suppress(OSError):
        os.kill(os.getppid(), 0)
        return "another process could be signalled"
    return ""


if __name__ == "__main__":
    sys.exit(main())
