"""Run a command to its end, and tell what outlives it: `python outliving.py REPORT command...`.

This process becomes the parent of every orphan below it. Whoever is on the way out when the command ends gets a
few seconds to go; who is still there then is told in REPORT (JSON) by its command line, and ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_SET_CHILD_SUBREAPER = 36  # prctl
_GRACE = 5.0  # seconds; who means to stay, stays for longer


def main(report: str, command: list[str]) -> None:
    """Run, wait, look around."""
    if ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "this system has no subreapers")
    started = time.monotonic()
    code = subprocess.call(command)
    seconds = time.monotonic() - started
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # not before: the command would inherit it
    outlived = _alive_after(_GRACE)
    told = {"code": code, "seconds": seconds, "outlived": [_command_line(pid) for pid in outlived]}
    Path(report).write_text(json.dumps(told), encoding="utf-8")
    for pid in outlived:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _alive_after(grace: float) -> list[int]:
    until = time.monotonic() + grace
    while True:
        try:
            gone, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return []
        left = until - time.monotonic()
        if not gone and (left <= 0 or signal.sigtimedwait({signal.SIGCHLD}, left) is None):
            return _descendants(os.getpid())


def _descendants(root: int) -> list[int]:
    parents = dict(_parents())
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def _parents() -> list[tuple[int, int]]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # gone meanwhile
            found.append((int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])))
    return found


def _command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    return "(gone)"


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
