"""`asynclab autograde` on its terminal: nbgrader's verb in a process of its own. Loads nothing that takes time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = "asynclab.grade.nbgrader_app.autograde_program"


def autograde_here(root: Path, assignment: str, *arguments: str) -> int:
    """Autograde with this engine on this very terminal, as if typed there; return the exit code.

    A course whose configuration does not ask for this engine is graded by it as well: so one can try it with --dry-run.
    """
    command = (sys.executable, "-m", _PROGRAM, "autograde", assignment, *arguments)
    with subprocess.Popen(command, cwd=root, env=environment()) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                pass  # Ctrl-C reached it as well: it says what is done and ends


def environment() -> dict[str, str]:
    """Return this environment, with the tools nbgrader starts by name (alembic, jupyter) on PATH.

    Without alembic, nbgrader leaves a half-made database behind that later runs accept. And where nbgrader_config.py
    fails, nbgrader would go on without it: with its own engine, which runs students' code as the instructor.
    """
    here = str(Path(sys.executable).parent)
    path = os.pathsep.join([here, os.environ.get("PATH", "")])
    strict = {"TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR": "1"}
    return os.environ | strict | {"PATH": path, "PYTHONUNBUFFERED": "1"}
