"""Every way in which student code may be held here: each kind of sandbox, for root and for an ordinary user."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from asynclab.grade.sandbox import SandboxKind, landlock

OUTSIDE = Path(__file__).with_name("outside.py")
SOURCES = Path(__file__).parents[4] / "src"
ORDINARY = 65533
# Where someone has closed /dev/null to ordinary users, give this one process a proper one.
PROPER_NULL = """
set -e; d=$(mktemp -d); mount -t tmpfs none $d; mknod -m 666 $d/null c 1 3; mount --bind $d/null /dev/null; umount $d
rmdir $d; exec "$@"
"""


@dataclass(frozen=True)
class Held:
    """What came of all deeds of `inmate.py`, in a kind of sandbox; root: whether root was the one who graded."""

    kind: SandboxKind
    root: bool
    report: dict

    def value(self, deed):
        """What a deed came back with."""
        answer = self.report[deed]
        assert "value" in answer, answer
        return answer["value"]


@pytest.fixture(scope="session")
def everyones_python():
    """A Python that every user of this machine may read: this one, or an environment made of the system's."""
    if os.geteuid() or (_for_everyone(sys.base_prefix) and _for_everyone(sys.prefix)):
        yield sys.executable
        return
    system = next(
        (found for minor in (13, 12, 11) if (found := shutil.which(f"python3.{minor}", path="/usr/bin"))), None
    )
    if system is None or not _for_everyone(SOURCES):
        pytest.skip("there is no Python 3.11 or later here that an ordinary user may read")
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        subprocess.run([system, "-m", "venv", "--without-pip", folder], check=True)
        [packages] = Path(folder).glob("lib/python3.*/site-packages")
        (packages / "asynclab.pth").write_text(str(SOURCES))
        yield f"{folder}/bin/python"


def _for_everyone(path):
    """Whether all may read a path."""
    real = Path(path).resolve()
    return all(folder.stat().st_mode & 0o001 for folder in real.parents) and bool(real.stat().st_mode & 0o004)


def _as_ordinary_user():
    """What to put before a command so that root's tests run it as somebody else."""
    proper = os.stat(os.devnull).st_mode & 0o002
    prefix = [] if proper else ["unshare", "--mount", "sh", "-c", PROPER_NULL, "sh"]
    return [*prefix, "setpriv", "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups"]


def _without(kind, before):
    """Why there is no such sandbox on this machine, found without asynclab, or nothing."""
    if kind is SandboxKind.LANDLOCK:
        return "" if landlock.version() else "this kernel has no Landlock"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    probe = [*before, "bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    started = subprocess.run(probe, capture_output=True, text=True, check=False)
    return f"bubblewrap does not start here: {started.stderr}" if started.returncode else ""


@pytest.fixture(scope="session", params=["bubblewrap", "landlock", "bubblewrap as another", "landlock as another"])
def held(request, everyones_python):
    """All deeds done, in each way that this machine has."""
    name, _, another = request.param.partition(" ")
    kind, before = SandboxKind(name), []
    if another:
        if os.geteuid():
            pytest.skip("only root can be somebody else")
        before = _as_ordinary_user()
    if reason := _without(kind, before):
        pytest.skip(reason)
    python = sys.executable if kind is SandboxKind.BUBBLEWRAP and not another else everyones_python
    done = subprocess.run(
        [*before, python, str(OUTSIDE), name],
        env={**os.environ, "SECRET": "the grader's password"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Held(kind, root=not (another or os.geteuid()), report=json.loads(done.stdout))
