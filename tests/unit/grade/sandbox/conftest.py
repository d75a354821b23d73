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

from asynclab.grade.sandbox import SandboxKind
from asynclab.grade.sandbox.linux import landlock
from asynclab.grade.sandbox.unprivileged import Passage

OUTSIDE = Path(__file__).with_name("outside.py")
SOURCES = Path(__file__).parents[4] / "src"
ORDINARY = 65533
# Where someone has closed /dev/null to ordinary users, give this one process a proper one.
PROPER_NULL = """
set -e; d=$(mktemp -d); mount -t tmpfs none $d; mknod -m 666 $d/null c 1 3; mount --bind $d/null /dev/null; umount $d
rmdir $d; exec "$@"
"""


@dataclass(frozen=True)
class Way:
    """A way to hold student code. another: root's tests run it as an ordinary user. closed: Python, asynclab and the
    folder for temporary files lie in a folder of root's that nobody else may enter. mounts: whether root may mount."""

    kind: SandboxKind
    another: bool = False
    closed: bool = False
    mounts: bool = True

    def __str__(self):
        words = [self.kind.value]
        words += ["as another"] * self.another + ["from a closed folder"] * self.closed
        return " ".join(words + ["without mounting"] * (not self.mounts))


WAYS = (
    Way(SandboxKind.BUBBLEWRAP),
    Way(SandboxKind.BUBBLEWRAP, closed=True),
    Way(SandboxKind.BUBBLEWRAP, another=True),
    Way(SandboxKind.LANDLOCK),
    Way(SandboxKind.LANDLOCK, closed=True),
    Way(SandboxKind.LANDLOCK, closed=True, mounts=False),
    Way(SandboxKind.LANDLOCK, another=True),
)


@dataclass(frozen=True)
class Held:
    """What came of all deeds of `inmate.py`, in one way; root: whether root was the one who graded."""

    way: Way
    root: bool
    report: dict

    @property
    def kind(self):
        """What holds the sandbox together."""
        return self.way.kind

    @property
    def capability(self):
        """Whether student code has the capability to pass closed folders."""
        return self.report["sandbox"]["passage"] == Passage.CAPABILITY.value

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


@pytest.fixture(scope="session")
def closed_python():
    """A Python of root's, with a copy of asynclab, in a folder within a folder that nobody else may enter."""
    if os.geteuid():
        pytest.skip("only root is kept out of nothing by a closed folder and graded by another user")
    with tempfile.TemporaryDirectory() as folder:
        closed = Path(folder, "closed")
        (closed / "tmp").mkdir(parents=True)
        closed.chmod(0o700)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", closed / "env"], check=True)
        shutil.copytree(SOURCES, closed / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        [packages] = (closed / "env").glob("lib/python3.*/site-packages")
        (packages / "asynclab.pth").write_text(str(closed / "src"))
        (closed / "notes.txt").write_text("for root")
        yield closed / "env/bin/python"


def without(*capabilities):
    """What to put before a command so that root does not have these."""
    if not shutil.which("setpriv"):
        pytest.skip("there is no `setpriv` here to take capabilities from root")
    return ["setpriv", f"--bounding-set={','.join(f'-{name}' for name in capabilities)}"]


def _for_everyone(path):
    """Whether all may read a path."""
    real = Path(path).resolve()
    return all(folder.stat().st_mode & 0o001 for folder in real.parents) and bool(real.stat().st_mode & 0o004)


def _as_ordinary_user():
    """What to put before a command so that root's tests run it as somebody else."""
    proper = os.stat(os.devnull).st_mode & 0o002
    prefix = [] if proper else ["unshare", "--mount", "sh", "-c", PROPER_NULL, "sh"]
    return [*prefix, "setpriv", "--reuid", str(ORDINARY), "--regid", str(ORDINARY), "--clear-groups"]


def _without(way, before):
    """Why there is no such sandbox on this machine, found without asynclab, or nothing."""
    if way.kind is SandboxKind.LANDLOCK:
        if way.closed and way.mounts and not may_mount():
            return "root may not mount here"
        if way.closed and not way.mounts and not may_pass():
            return "root has not the capability to pass closed folders here"
        return "" if landlock.version() else "this kernel has no Landlock"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    probe = [*before, "bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    started = subprocess.run(probe, capture_output=True, text=True, check=False)
    return f"bubblewrap does not start here: {started.stderr}" if started.returncode else ""


def may_mount():
    """Whether root may mount here, which in many containers it may not."""
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", tempfile.gettempdir()]
    return not os.geteuid() and subprocess.run(probe, capture_output=True).returncode == 0


def may_pass():
    """Whether this process has the capability to pass closed folders, which in many containers root has not."""
    status = Path("/proc/self/status").read_text().splitlines()
    [bits] = [line.split()[1] for line in status if line.startswith("CapEff")]
    return bool(int(bits, 16) & 1 << 2)


@pytest.fixture(scope="session", params=WAYS, ids=str)
def held(request):
    """All deeds done, in each way that this machine has."""
    way = request.param
    before, environment = [], {**os.environ, "SECRET": "the grader's password"}
    if way.another:
        if os.geteuid():
            pytest.skip("only root can be somebody else")
        before = _as_ordinary_user()
    if reason := _without(way, before):
        pytest.skip(reason)
    if way.closed:
        python = request.getfixturevalue("closed_python")
        environment["TMPDIR"] = str(python.parents[2] / "tmp")
        before = before if way.mounts else without("sys_admin")
    else:
        python = request.getfixturevalue("everyones_python")
    done = subprocess.run(
        [*before, python, str(OUTSIDE), way.kind.value], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return Held(way, root=not (way.another or os.geteuid()), report=json.loads(done.stdout))
