"""nbgrader's verbs, run as an instructor would run them: in a process of their own, in the course's folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from asynclab.grade.errors import NbgraderFailed

# `nbgrader`, less the 1.4 seconds in which an optional extra of jsonschema's compiles a grammar nobody here uses
_MAIN = "import sys; sys.modules['rfc3987_syntax'] = None; from nbgrader.apps.nbgraderapp import main; main()"
COMMAND = (sys.executable, "-c", _MAIN)


class Stage(Enum):
    """Where the autograding of one submission is."""

    STARTED = "started"
    FAILED = "failed"  # its file could not be graded; the others go on


@dataclass(frozen=True)
class Step:
    """Something that happened to a student's submission during autograding."""

    student: str
    stage: Stage


def nbgrader(root: Path, *arguments: str) -> None:
    """Run one verb to its end, quietly. Raises NbgraderFailed."""
    for _ in lines(root, *arguments):
        pass


def lines(root: Path, *arguments: str) -> Iterator[str]:
    """Run one verb and hand out its log as it comes. Raises NbgraderFailed after the last line."""
    tail: deque[str] = deque(maxlen=12)
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=root,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            tail.append(line.rstrip())
            yield tail[-1]
    if process.returncode:
        raise NbgraderFailed(arguments, root, "\n".join(tail))


def autograde(root: Path, assignment: str) -> Iterator[Step]:
    """Autograde everything submitted that is not graded yet, and tell how it goes.

    A submission that nbgrader cannot grade is one FAILED step. Raises NbgraderFailed where
    nbgrader fails for another reason.
    """
    failed = False
    try:
        for line in lines(root, "autograde", assignment):
            if started := _STARTED.search(line):
                yield Step(started["student"], Stage.STARTED)
            elif broken := _BROKEN.search(line):
                failed = True
                yield Step(broken["student"], Stage.FAILED)
    except NbgraderFailed:
        if not failed:
            raise


_STARTED = re.compile(r"Sanitizing .*[/\\]submitted[/\\](?P<student>[^/\\]+)[/\\]")
_BROKEN = re.compile(r"There was an error processing assignment '.*' for student '(?P<student>.*)'")


def _environment() -> dict[str, str]:
    """This environment, with the tools nbgrader starts by name (alembic, jupyter) on PATH.

    Without alembic, nbgrader leaves a half-made database behind that later runs accept.
    """
    here = str(Path(sys.executable).parent)
    return os.environ | {"PATH": os.pathsep.join([here, os.environ.get("PATH", "")]), "PYTHONUNBUFFERED": "1"}
