"""One course, one class: every case of tests/submissions beside honest neighbours, in one batch that is watched.

What a submission could do to the world is looked for in the world: what outlived the batch, who called the listeners,
which files are others than before.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import nbformat

from asynclab.grade.gradebook.database import StudentGrade, grades
from asynclab.grade.gradebook.results import database
from asynclab.grade.nbgrader_app.commands import COMMAND

from .cases import Answers, Case, Kind
from .course import ROOT
from .handing_in import Chapter, hand_in

CHAPTER = "12-boss"
NEIGHBOURS = ("aa_first", "mm_middle", "zz_last")
# What the batch is to write: everything else in the course stays as it was.
_WRITTEN = ("autograded", "build", "gradebook.db", "gradebook.db-journal", "log.txt", ".nbgrader.log")
# Orders, faults and moments of leaving are 124 of the 245 runs of a right answer; `make prove` tries them.
_VARIATIONS = re.compile(r",\s*(orders|leaves|faults)=(ALL\b|\[[\d., ]*\]|raises\([^()]*\))")
_SHARED_FOLDERS = (Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm"), Path("/run"), Path("/"))
# Endless things are waited for: with the usual limits this class would take an hour.
_LIMITS = """
c.Autograde.workers = 2
c.Autograde.memory = 2048
c.Autograde.run_timeout = 3.0
c.Autograde.notebook_timeout = 150.0
c.Autograde.progress = "json"
c.Execute.timeout = 3
"""


@dataclass(frozen=True)
class Batch:
    """A batch that has ended. code: its exit code. outlived: the command lines of processes that did not end with it.
    calls: what reached a listener outside. altered: files that were changed, made or removed and should not have
    been. litter: files with our mark in folders that everybody shares."""

    root: Path
    worth: Mapping[str, float]
    grades: Mapping[str, StudentGrade]
    code: int
    seconds: float
    output: str
    outlived: tuple[str, ...]
    calls: tuple[str, ...]
    altered: tuple[str, ...]
    litter: tuple[str, ...]

    def told(self) -> list[tuple[str, str]]:
        """Who was told to be done with, by name, and why they could not be graded, if so: a line of JSON each."""
        lines = [json.loads(line) for line in self.output.splitlines() if line.startswith('{"student"')]
        return sorted((line["student"], line["why"]) for line in lines)

    def points(self, student: str) -> dict[str, float]:
        """The points that a student's graded cells have in the gradebook; 0 for those it knows nothing of."""
        grade = self.grades.get(student)
        return dict.fromkeys(self.worth, 0.0) | (
            {cell.name: cell.points or 0.0 for cell in grade.cells} if grade else {}
        )

    def by_hand(self, student: str) -> set[str]:
        """The graded cells of a student that a person is asked to look at."""
        grade = self.grades.get(student)
        return {cell.name for cell in grade.cells if cell.by_hand} if grade else set()

    def notes(self, student: str) -> str:
        """What the engine noted about a student's file."""
        paths = sorted((self.root / "autograded" / student / CHAPTER).glob("*.ipynb"))
        told = [json.loads(path.read_text(encoding="utf-8"))["metadata"].get("asynclab", {}) for path in paths]
        return "\n".join(note for about in told for note in about.get("notes", ()))


@dataclass(frozen=True)
class Hall:
    """A course that is ready to be handed in to: its folder, its chapter, and a home for whoever grades."""

    root: Path
    home: Path
    chapter: Chapter


def open_hall(folder: Path) -> Hall:
    """Chapter 12 of the repository in a course of its own, with all of its promises; of each run only the one that is
    written there, not those in other orders, with other faults, or left at other moments."""
    root, home = folder / "course", folder / "home"
    (home / ".jupyter").mkdir(parents=True)
    shutil.copytree(ROOT / "source" / CHAPTER, root / "source" / CHAPTER)
    source = root / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        cell.source = _VARIATIONS.sub("", cell.source)
    nbformat.write(notebook, source)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config + _LIMITS, encoding="utf-8")
    _run([*COMMAND, "generate_assignment", CHAPTER], root, home)
    released = root / "release" / CHAPTER / f"{CHAPTER}.ipynb"
    return Hall(root, home, Chapter(CHAPTER, released, source))


def graded(hall: Hall, cases: tuple[Case, ...]) -> Batch:
    """Everybody hands in, and the batch runs once."""
    mark = f"asynclab-mark-{os.getpid()}"
    everybody = (*cases, *(_neighbour(name) for name in NEIGHBOURS))
    with closing(_Listeners(mark)) as listeners:
        words = {
            "COURSE": str(hall.root),
            "HOME": str(hall.home),
            "REPOSITORY": str(ROOT),
            "PYTHON": sys.executable,
            "MARK": mark,
            "PORT": str(listeners.port),
            "PID": str(os.getpid()),
        }
        for case in everybody:
            hand_in(case, hall.chapter, hall.root / "submitted", words)
        before = dict(_files(hall))
        report = hall.home.parent / "report.json"
        outliving = [sys.executable, str(Path(__file__).with_name("outliving.py")), str(report)]
        output = _run([*outliving, *COMMAND, "autograde", CHAPTER], hall.root, hall.home)
        hall.home.with_name("batch.log").write_text(output, encoding="utf-8")  # for whoever looks into it
        told = json.loads(report.read_text(encoding="utf-8"))
        calls = tuple(listeners.called())
    after = dict(_files(hall))
    return Batch(
        root=hall.root,
        worth=hall.chapter.worth.points,
        grades={grade.student: grade for grade in grades(database(hall.root), CHAPTER)},
        code=told["code"],
        seconds=told["seconds"],
        output=output,
        outlived=tuple(told["outlived"]),
        calls=calls,
        altered=tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))),
        litter=tuple(_litter(mark)),
    )


def _neighbour(name: str) -> Case:
    own = {"path": f"{name}.txt", "megabytes": 0}  # else they are the same code, which is executed once
    return Case(name, "A neighbour whose answers are right.", Kind.HONEST, Answers.RIGHT, beside=(own,))


class _Listeners:
    """Who listens outside: TCP and UDP on the loopback, and a Unix socket without a file. The kernel takes the calls;
    nobody has to answer."""

    def __init__(self, mark: str) -> None:
        self._tcp = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        self._local = socket.socket(socket.AF_UNIX)
        self._local.bind(f"\0{mark}")
        self._local.listen(100)
        for listener in (self._tcp, self._udp, self._local):
            listener.setblocking(False)

    def called(self) -> Iterator[str]:
        """What has come in."""
        for name, listener in (("tcp", self._tcp), ("local", self._local)):
            try:
                caller, _ = listener.accept()
            except BlockingIOError:
                continue
            with caller:
                yield f"{name}: a connection"
        with suppress(BlockingIOError):
            yield f"udp: {self._udp.recv(1000)!r}"

    def close(self) -> None:
        """Nobody listens any more."""
        for listener in (self._tcp, self._udp, self._local):
            listener.close()


def _files(hall: Hall) -> Iterator[tuple[str, str]]:
    """Every file that is nobody's to alter, with what tells its content: of the course and of the grader's home."""
    for top in (hall.root, hall.home):
        for path in sorted(top.rglob("*")):
            name = path.relative_to(top.parent)
            if name.parts[:1] == ("course",) and name.parts[1] in _WRITTEN:
                continue
            yield str(name), _fingerprint(path)


def _fingerprint(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.is_file() and path.stat().st_size > 1 << 30:
        return f"{path.stat().st_size} bytes"
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return "folder" if path.is_dir() else "special"


def _litter(mark: str) -> Iterator[str]:
    """Files that carry the mark in their name, where anybody may write."""
    packages = Path(json.__file__).parents[1]
    for folder in {*_SHARED_FOLDERS, ROOT, packages, Path(os.__file__).parent, Path.home()}:
        if folder.is_dir():
            yield from (str(path) for path in folder.glob(f"*{mark}*"))


def _run(command: list[str], root: Path, home: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=root,
        env=os.environ | {"PATH": path, "HOME": str(home), "PYTHONWARNINGS": "ignore", "ASYNCLAB_SECRET": "hunter2"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    return done.stdout
