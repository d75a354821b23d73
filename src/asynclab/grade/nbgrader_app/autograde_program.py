"""`python -m asynclab.grade.nbgrader_app.autograde_program autograde ASSIGNMENT ...` in a course's folder: what
`asynclab autograde` starts. The engine's processes are on their way before nbgrader is loaded.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from asynclab.course.imports import modules_in
from asynclab.grade.sandbox.detect import AUTO
from asynclab.grade.sandbox.early import EarlyProcesses, under_way
from asynclab.grade.sandbox.process import FORK_SERVER, JUDGE, SandboxProgram


def main() -> None:
    """Run nbgrader's verb with this engine, and end with its exit code; or with a sentence, where a configuration fails
    that nbgrader would end over with a traceback through its own code."""
    heard = signal.getsignal(signal.SIGINT)
    if heard is signal.default_int_handler:  # until nbgrader's own command runs, nothing is there to be saved
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # see `commands`: 1.4 s for nothing
    modules = modules_in(sorted(Path.cwd().glob(f"release/{sys.argv[2]}/*.ipynb")))
    with EarlyProcesses(AUTO, _needed(Path.cwd(), sys.argv[2]), modules) as early:
        under_way.set(early)
        from asynclab.grade.nbgrader_app.autograde import use_our_engine
        from asynclab.grade.nbgrader_app.commands import check_configuration

        check_configuration()
        use_our_engine()
        from nbgrader.apps.nbgraderapp import main as nbgrader

        signal.signal(signal.SIGINT, heard)
        nbgrader()


def _needed(root: Path, assignment: str) -> tuple[SandboxProgram, ...]:
    """A judge and a warm process, where the usual folders have a submission that is not graded, or not as it is now."""
    submitted, graded = (_newest(root.glob(f"{kind}/*/{assignment}/*.ipynb")) for kind in ("submitted", "autograded"))
    waiting = any(when > graded.get(name, 0.0) for name, when in submitted.items())
    return (JUDGE, FORK_SERVER) if waiting else ()


def _newest(paths: Iterable[Path]) -> dict[str, float]:
    """When the newest of each student's files was written."""
    found: dict[str, float] = {}
    for path in paths:
        with suppress(OSError):
            name = path.parent.parent.name
            found[name] = max(found.get(name, 0.0), path.stat().st_mtime)
    return found


if __name__ == "__main__":
    main()
