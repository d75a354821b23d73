"""Which engine this is. It loads neither LangChain nor the lab: a worker of a cluster is asked for it before it loads
anything."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import asynclab

_RECORDS = frozenset({".dist-info", ".egg-info"})
_PACKAGES = ("asynclab", "langchain-core", "langgraph", "langsmith", "pydantic", "ipython")

# The folders and modules of asynclab that decide what a graded notebook holds, or what a worker is told. All others
# (reports, a student's own folder, building chapters, nbgrader's commands) can change without a class being run again.
DECIDING = (
    *("lab", "observe", "scenario", "expect", "run_limits.py"),
    *("course/cell", "course/imports.py", "course/masking.py", "course/needs.py", "course/proof/notebook.py"),
    *("grade/intake", "grade/execute", "grade/judge", "grade/sandbox", "grade/cluster"),
    *("grade/batch/assignment.py", "grade/batch/build_job.py", "grade/batch/cache_key.py", "grade/batch/prepare.py"),
    *("grade/batch/content_digest.py", "grade/batch/port.py", "grade/batch/submission.py"),
    *("grade/gradebook/autograded_notebook.py", "grade/gradebook/outputs.py", "grade/gradebook/placeholder.py"),
    *("grade/gradebook/for_graders.py", "grade/gradebook/scores.py", "grade/gradebook/verdicts.py"),
    *("grade/engine_version.py", "grade/graded_cells.py", "grade/ipc.py", "grade/job.py", "grade/reaching.py"),
    "grade/terminal.py",
)


@cache
def engine_identity() -> str:
    """Return what a grade depends on: versions of packages, Python's, and a digest of the deciding source.

    Two machines with the same identity give the same grades, as long as students' code imports only what is named here.
    Looked up once a process.
    """
    versions = [f"{package} {_version(package)}" for package in _PACKAGES]
    source = source_digest(Path(asynclab.__file__).parent)
    return ", ".join([*versions, f"Python {platform.python_version()}", f"source {source[:16]}"])


@cache
def installed_digest() -> str:
    """Return a hash, in hexadecimal, of every installed package with its version: a student's code may import any.

    Both stand in the name of the folder in which an installer writes what it has installed, which is quicker to find
    than to read. Looked up once a process.
    """
    folders = (Path(place) for place in dict.fromkeys(sys.path) if Path(place).is_dir())
    names = {found.name for folder in folders for found in folder.iterdir() if found.suffix in _RECORDS}
    return _digest("\n".join(sorted(names)).encode())


def source_digest(package: Path) -> str:
    """Return a hash, in hexadecimal, of the `DECIDING` source. package: asynclab's own folder.

    Raises FileNotFoundError where something that decides is not there: it was renamed.
    """
    return _digest(b"".join(line for name in DECIDING for line in _named(package, package / name)))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _named(package: Path, place: Path) -> Iterator[bytes]:
    """Yield the name and digest of each source file at a place, in an order that no file system decides."""
    found = place.rglob("*.py") if place.is_dir() else (place,)
    for path in sorted(found, key=lambda path: path.relative_to(package).as_posix()):
        yield f"{path.relative_to(package).as_posix()} {_digest(path.read_bytes())}\n".encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
