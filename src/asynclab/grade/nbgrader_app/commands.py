"""nbgrader's verbs, run as an instructor would run them: in a process of their own, in the course's folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from asynclab.grade.batch.progress_reporter import SubmissionProgress
from asynclab.grade.course_config import check_own, configuration
from asynclab.grade.errors import BadConfig, BadSetting, NbgraderFailed, configured
from asynclab.grade.nbgrader_app.autograde_command import environment
from asynclab.grade.terminal import escaped

# `nbgrader`, less the 1.4 seconds in which an optional extra of jsonschema's compiles a grammar nobody here uses
_QUICK = "import sys; sys.modules['rfc3987_syntax'] = None"
_RUN = "from nbgrader.apps.nbgraderapp import main; main()"
COMMAND = (sys.executable, "-c", f"{_QUICK}; {_RUN}")


def nbgrader(root: Path, *arguments: str) -> None:
    """Run one verb to its end, quietly. Raises NbgraderFailed."""
    for _ in lines(root, *arguments):
        pass


def lines(root: Path, *arguments: str) -> Iterator[str]:
    """Run one verb and hand out its log as it comes. Raises NbgraderFailed after the last line, or BadConfig."""
    tail: deque[str] = deque(maxlen=12)
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=root,
        env=environment(),
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
        check_own()
        configuration(root)  # if that is what failed, it can be said in a sentence
        raise NbgraderFailed(arguments, root, "\n".join(tail))


def autograde(root: Path, assignment: str, *arguments: str) -> Iterator[SubmissionProgress]:
    """Autograde everything submitted that is not graded yet, and tell of each submission as it is done.

    One that cannot be graded has no points. Raises NbgraderFailed where nbgrader fails for another reason.
    """
    failed = False
    try:
        for line in lines(root, "autograde", assignment, "--Autograde.progress=json", *arguments):
            if line.startswith("{"):
                told = SubmissionProgress(**json.loads(line))
                failed = failed or told.points is None
                yield told
    except NbgraderFailed:
        if not failed:
            raise


def check_configuration() -> None:
    """End this process with a sentence where the configuration of the course it stands in, or Jupyter's own, fails."""
    from asynclab.grade.nbgrader_app.autograde import Autograde

    try:
        check_own()
        settings = configuration(Path.cwd())
        with configured("What c.CourseDirectory or c.Autograde sets"):
            Autograde(coursedir=CourseDirectory(config=settings), config=settings)
    except (BadConfig, BadSetting) as problem:
        sys.exit(escaped(str(problem), keep="\n"))
