"""Which files beside a notebook come along when it is executed.

The release's own always do, and win over a student's of the same name. A student's regular files do too (a notebook
for `%run`, a folder to write to), unless they could harm: links and devices, what is too large or too many, and
whatever Python, IPython or pytest would take for a module of theirs or run when they start.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from itertools import islice
from pathlib import Path

from asynclab.grade.intake.read import kind, open_regular
from asynclab.grade.job import Companion

LARGEST = 20 << 20  # bytes of one file
IN_ALL = 64 << 20  # bytes of a student's files together: they travel with the job
MOST = 200  # files of a student's
_DEPTH = 8  # folders within one another
_LOOKED_AT = 5_000  # entries of a student's folder
_NOTES = 20  # sentences; the rest is counted
_STARTED = {  # run or read when something starts in the folder
    *("ipykernel_launcher", "sitecustomize", "usercustomize", "conftest", "nbgrader_config", "jupyter_config"),
    *("ipython_config", "ipython_kernel_config", "jupyter_server_config", "jupyter_notebook_config", "pytest"),
}
_OURS = ["*.pyc", "*.pyo", "__pycache__", ".ipynb_checkpoints", ".DS_Store", "timestamp.txt"]  # passed over
_SUFFIXES = (".py", ".pyi", ".pyw", ".so", ".pyd", ".pth")


@dataclass(frozen=True)
class Gathered:
    """The files that come along, by path, and in `notes` a sentence for each of a student's that was left out."""

    companions: tuple[Companion, ...]
    notes: tuple[str, ...] = ()


def gather(
    released: Path | None,
    submitted: Path | None,
    *,
    exclude_overwriting: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Gathered:
    """Gather the files beside a submission's notebooks. released: the release's folder; None: the student's files
    alone. submitted: the student's folder; None, or missing: the release's files alone. exclude_overwriting: paths of
    the release's files that a student may hand in anew (nbgrader's option). ignore: patterns of names that the course
    ignores. Never raises for what lies in a student's folder.
    """
    passed_over = [*_OURS, *ignore]
    files: dict[str, bytes] = {}
    assignment: list[str] = []
    if released is not None:
        files = {path: (released / path).read_bytes() for path in _release(released, [*passed_over, "*.ipynb"])}
        assignment = [path.name for path in released.glob("*.ipynb")]
    theirs = {os.path.normpath(path) for path in exclude_overwriting}
    kept = {path: data for path, data in files.items() if path not in theirs}
    search = _Search(submitted, [*passed_over, *map(_literal, assignment)], kept)
    if submitted is not None:
        files |= search.files()
    return Gathered(tuple(Companion(path, files[path]) for path in sorted(files)), _capped(search.notes))


def bytes_of(path: Path) -> bytes | None:
    """Return what is in a student's file; None if it cannot be read, or is too large to be copied. Never raise for what
    lies there."""
    try:
        with os.fdopen(open_regular(path), "rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= LARGEST else None


def _release(folder: Path, ignored: Collection[str]) -> Iterator[str]:
    """The release's files, by path: an instructor may link to them."""
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(_matches(part, ignored) for part in parts):
            yield "/".join(parts)


class _Search:
    """Goes through a student's folder, and writes down what it leaves out."""

    def __init__(self, folder: Path | None, ignored: Collection[str], kept: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._ignored = ignored
        self._kept = {path.casefold(): (path, data) for path, data in kept.items()}
        self._room = IN_ALL
        self._seen = 0
        self.notes: list[str] = []

    def files(self) -> dict[str, bytes]:
        """The files that may come along, with what is in them."""
        found: dict[str, bytes] = {}
        for path in self._paths("", _DEPTH):
            if len(found) == MOST:
                self._leave(path, f"more than {MOST} files were handed in")
                break
            data = b"" if path.endswith("/") else self._data(path)
            if data is not None:
                data = self._or_chapters(path, data)
            if data is not None:
                found[path] = data
                self._room -= len(data)
        return found

    def _paths(self, below: str, depth: int) -> Iterator[str]:
        """The regular files in a folder and below it, in the order of their names."""
        assert self._folder is not None
        try:
            with os.scandir(self._folder / below) as found:
                entries = list(islice(found, _LOOKED_AT + 1))
        except OSError as error:
            if below or not isinstance(error, FileNotFoundError):
                self._leave(below or ".", f"it cannot be read ({error.strerror})")
            return
        self._seen += len(entries)
        if self._seen > _LOOKED_AT:
            self._leave(below or ".", f"more than {_LOOKED_AT} files were handed in")
            return
        empty = True
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = f"{below}/{entry.name}" if below else entry.name
            if _matches(entry.name, self._ignored):
                continue
            if why := self._refused(entry, path, depth):
                self._leave(path, why)
                empty = empty and entry.name.startswith(".")
                continue
            empty = False
            if entry.is_dir(follow_symlinks=False):
                yield from self._paths(path, depth - 1)
            else:
                yield path
        if below and empty:  # a notebook may write to it
            yield f"{below}/"

    def _or_chapters(self, path: str, data: bytes) -> bytes | None:
        """What a file holds when it comes along; None for the chapter's own file, which does so anyway. A name that
        differs from that in case alone is the same file on the student's machine, and their code may say either."""
        own, wanted = self._kept.get(path.casefold(), ("", data))
        if data != wanted:
            self._leave(path, "the chapter's own is used" if own == path else f"the chapter's own, “{own}”, is used")
        return None if own == path else wanted

    def _refused(self, entry: os.DirEntry[str], path: str, depth: int) -> str:
        """Why an entry does not come along, or nothing."""
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError as error:
            return f"it cannot be read ({error.strerror})"
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            return f"it is {kind(mode)}"
        if not entry.name.isprintable():
            return "its name cannot be printed"
        if entry.name.startswith("."):
            return "names that begin with a dot are for settings"
        if stat.S_ISDIR(mode) and depth == 0:
            return "it lies too deep"
        return _shadowed(path, stat.S_ISDIR(mode))

    def _data(self, path: str) -> bytes | None:
        assert self._folder is not None
        try:
            with os.fdopen(open_regular(self._folder / path), "rb") as file:
                data = file.read(min(LARGEST, self._room) + 1)
        except OSError as error:
            self._leave(path, f"it cannot be read ({error.strerror or error})")
            return None
        if len(data) <= min(LARGEST, self._room):
            return data
        whose = "it has" if self._room >= LARGEST else "the files together have"
        self._leave(path, f"{whose} more than {(LARGEST if self._room >= LARGEST else IN_ALL) >> 20} MB")
        return None

    def _leave(self, path: str, why: str) -> None:
        shown = "".join(letter if letter.isprintable() else "?" for letter in path)[:100]
        self.notes.append(f"The file “{shown}” was left out: {why}.")


def _shadowed(path: str, is_folder: bool) -> str:
    """Whether Python would take an entry for a module that is not the student's to make; why, or nothing.

    `import` finds what lies at the top, or in a folder there; what is started with the folder is looked for anywhere.
    """
    name = path.rpartition("/")[2]
    stem = name.partition(".")[0]
    if name.endswith(".pth") or (stem in _STARTED and (is_folder or name.endswith(_SUFFIXES))):
        return "it would be run when Python starts"
    if is_folder or not name.endswith(_SUFFIXES):
        return ""  # what is no code cannot be imported, whatever its folder is called
    module = path.partition("/")[0].partition(".")[0]
    return f"it stands in the way of the module “{module}”" if module.casefold() in _modules() else ""


@cache
def _modules() -> frozenset[str]:
    """Every module at the top of this installation, in lower case."""
    installed = {*sys.stdlib_module_names, *packages_distributions(), "asynclab"}
    return frozenset(name.partition(".")[0].casefold() for name in installed)


def _literal(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _matches(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _capped(notes: list[str]) -> tuple[str, ...]:
    if len(notes) <= _NOTES:
        return tuple(notes)
    return (*notes[: _NOTES - 1], f"And {len(notes) - _NOTES + 1} files more were left out.")
