"""nbgrader's verbs, run as an instructor would run them: in a process of their own, in the course's folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError

from asynclab.grade.batch.progress_reporter import SubmissionProgress
from asynclab.grade.course_config import CONFIG, check_own, configuration
from asynclab.grade.errors import BadConfig, NbgraderFailed
from asynclab.grade.terminal import escaped

# `nbgrader`, less the 1.4 seconds in which an optional extra of jsonschema's compiles a grammar nobody here uses
_QUICK = "import sys; sys.modules['rfc3987_syntax'] = None"
# until nbgrader's own command runs, nothing is there to be saved: Ctrl-C ends it without a word
_HUSHED = (
    "import os, signal; heard = signal.getsignal(signal.SIGINT); "
    "heard is signal.default_int_handler and signal.signal(signal.SIGINT, lambda *_: os._exit(130))"
)
_HEARD = "signal.signal(signal.SIGINT, heard)"
_RUN = "from nbgrader.apps.nbgraderapp import main; main()"
COMMAND = (sys.executable, "-c", f"{_QUICK}; {_RUN}")
# with this engine, also where the course's configuration does not say so
_OURS = "from asynclab.grade.nbgrader_app.autograde import use_our_engine; use_our_engine()"
# a configuration that fails is told in a sentence; nbgrader would end with a traceback through its own code
_CHECKED = "from asynclab.grade.nbgrader_app.commands import check_configuration; check_configuration()"


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


def autograde_here(root: Path, assignment: str, *arguments: str) -> int:
    """Autograde with this engine on this very terminal, as if typed there; return the exit code.

    A course whose configuration does not ask for this engine is graded by it as well: so one can try it with --dry-run.
    """
    command = (
        sys.executable,
        "-c",
        f"{_QUICK}; {_HUSHED}; {_CHECKED}; {_OURS}; {_HEARD}; {_RUN}",
        "autograde",
        assignment,
        *arguments,
    )
    with subprocess.Popen(command, cwd=root, env=_environment()) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                pass  # Ctrl-C reached it as well: it says what is done and ends


def check_configuration() -> None:
    """End this process with a sentence where the configuration of the course it stands in, or Jupyter's own, fails."""
    from asynclab.grade.nbgrader_app.autograde import Autograde

    try:
        check_own()
        settings = configuration(Path.cwd())
        try:
            Autograde(coursedir=CourseDirectory(config=settings), config=settings)
        except TraitError as problem:
            raise BadConfig(Path.cwd() / CONFIG, 0, problem) from problem
    except BadConfig as problem:
        sys.exit(escaped(str(problem), keep="\n"))


def _environment() -> dict[str, str]:
    """This environment, with the tools nbgrader starts by name (alembic, jupyter) on PATH.

    Without alembic, nbgrader leaves a half-made database behind that later runs accept. And where nbgrader_config.py
    fails, nbgrader would go on without it: with its own engine, which runs students' code as the instructor.
    """
    here = str(Path(sys.executable).parent)
    path = os.pathsep.join([here, os.environ.get("PATH", "")])
    strict = {"TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR": "1"}
    return os.environ | strict | {"PATH": path, "PYTHONUNBUFFERED": "1"}
