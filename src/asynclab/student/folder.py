"""A student's folder of the course: how it begins, and what a later start does to it, which is to put back what is
missing.

    asynclab-course/
      index.ipynb, course.json, 03-astream/ ...   the chapters, which the student works in
      earlier/                                    what an update has replaced although it was not as handed out
      .asynclab/handed-out/                       the chapters as they were handed out, to hold the student's against
      .asynclab/workspaces/                       which tabs JupyterLab had open
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asynclab.course.authoring.manifest import NAME as LIST
from asynclab.student import edition as editions
from asynclab.student import safe_files
from asynclab.student.edition import Edition
from asynclab.student.errors import FolderRefused, NoCourseHere

NAME = "asynclab-course"
_OURS = ".asynclab"


@dataclass(frozen=True)
class Folder:
    """A student's folder."""

    root: Path

    @property
    def handed_out(self) -> Edition | None:
        """The chapters as the student got them; None where that is not known: another program made the folder."""
        return editions.read(self.root / _OURS / "handed-out")

    @property
    def listed(self) -> Edition | None:
        """The edition that the folder's own list names; None where there is no list."""
        return editions.read(self.root)

    @property
    def workspaces(self) -> Path:
        """Where JupyterLab keeps which tabs are open."""
        return self.root / _OURS / "workspaces"

    def earlier(self, path: str) -> Path:
        """Return where the file at a path of this folder is kept when it is replaced."""
        return self.root / "earlier" / path

    def handed_out_file(self, path: str) -> bytes | None:
        """Return a file as the student got it; None where that is not known. Raises OSError."""
        file = self.root / _OURS / "handed-out" / path
        return file.read_bytes() if file.is_file() else None

    def hand_out(self, path: str, data: bytes) -> None:
        """Note that a file was handed out. Raises OSError."""
        safe_files.write(self.root / _OURS / "handed-out" / path, data)


@dataclass(frozen=True)
class StartedFolder:
    """What a start did. copied: files that were not there; new: whether the folder is; newer: chapters of which the
    installation has another text than the folder."""

    folder: Folder
    copied: int
    new: bool
    newer: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.new:
            said = f"The chapters are in {self.folder.root}."
        elif self.copied:
            said = f"{self.folder.root} is as you left it; what was missing is back ({_files(self.copied)})."
        else:
            said = f"{self.folder.root} is as you left it."
        if self.newer:
            said += f"\nThere is a newer text of {', '.join(self.newer)}. To have it, with your answers in it: "
            said += "asynclab start --update"
        return said


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def one_folder(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the folder that a command line names, "" for none, and what follows it, which are JupyterLab's options.

    Raises `FolderRefused` for a second word before any option: a folder's name with a space in it and no quotes.
    """
    given = [word for word in words if word]
    names = list(itertools.takewhile(lambda word: not word.startswith("-"), given))
    if len(names) > 1:
        raise FolderRefused(
            f"{len(names)} folders were named: {', '.join(names)}. Nothing was done. If it is one whose name has "
            f'spaces in it, put it in quotes: asynclab start "{" ".join(names)}"'
        )
    return "".join(names), given[len(names) :]


def _has_course(root: Path) -> bool:
    """Check whether a folder is a student's course: also one whose list of chapters was deleted."""
    folder = Folder(root)
    return folder.listed is not None or folder.handed_out is not None


def chosen(named: str, here: Path) -> Folder:
    """Return the folder that is meant: the one that is named; without a name, the one that `here` is or lies in, else
    one that is called asynclab-course."""
    if named:
        return Folder(here / Path(named).expanduser())
    return Folder(next(filter(_has_course, (here, *here.parents)), here / NAME))


def begun(named: str, here: Path) -> Folder:
    """Return the folder that is meant (see `chosen`), or the course that the named one lies in.

    Raises `NoCourseHere` where nobody has begun the course, `FolderRefused` where its list of chapters is missing.
    """
    root = chosen(named, here).root
    places = (root, *root.resolve().parents) if root.is_dir() else ()
    found = next(filter(_has_course, places), None)
    if found is None:
        raise NoCourseHere(root)
    if Folder(found).listed is None:
        raise FolderRefused(
            f"{found} lacks {LIST}, or it cannot be read, so nobody knows which chapters there are. To have it back, "
            f"with all that you have done kept: asynclab start {found}"
        )
    return Folder(found)


def start(folder: Folder, edition: Edition) -> StartedFolder:
    """Copy the chapters into a folder; in one that has them, put back what is missing and change nothing.

    Raises `FolderRefused`.
    """
    with safe_files.refusals(folder.root):
        new = _is_new(folder, edition)
        if new:
            _hand_out(folder, edition)
        copied = [path for path, data in _begun_with(folder, edition).items() if _put_back(folder, path, data)]
        return StartedFolder(folder, len(copied), new, _newer(folder, edition))


def _is_new(folder: Folder, edition: Edition) -> bool:
    """Check whether the folder has no course in it yet. Raises `FolderRefused` if it is no place for one."""
    if os.path.lexists(folder.root) and not folder.root.is_dir():
        raise FolderRefused(f"{folder.root} is a file. Name a folder, as in: asynclab start ~/my-course")
    root = folder.root.resolve()
    if (root.parent / "source").is_dir() and (root.parent / "notebooks").is_dir() and root.name == "release":
        raise FolderRefused(
            f"{folder.root} is what an instructor's course hands out, and is made anew there: what you write in it "
            "would be lost. Name a folder of your own: asynclab start ~/my-course"
        )
    if edition.root.resolve() in (root, *root.parents):
        raise FolderRefused(
            f"{folder.root} is where asynclab keeps its own chapters. Name another folder: asynclab start ~/my-course"
        )
    if folder.handed_out is not None or folder.listed is not None:
        return False
    around = next(filter(_has_course, root.parents), None)
    if around is not None:
        raise FolderRefused(
            f"{folder.root} is in a course's folder, {around}. To go on with that one: asynclab start {around}"
        )
    names = [*edition.pages(), *edition.names]
    taken = [name for name in names if os.path.lexists(folder.root / name)]
    if taken:
        raise FolderRefused(
            f"{folder.root} has something of the same name as the course already: {', '.join(taken)}. "
            "Nothing was changed. Name an empty folder, or a new one: asynclab start ~/my-course"
        )
    return True


def _hand_out(folder: Folder, edition: Edition) -> None:
    """Note the edition that the folder begins with, as a whole or not at all."""
    place = folder.root / _OURS / "handed-out"
    part = place.with_name(f"handed-out.{os.getpid()}.part")
    try:
        for path, data in edition.all_files().items():
            safe_files.write(part / path, data)
        if place.exists():  # a list in it that cannot be read
            safe_files.kept(place, folder.earlier(place.name))
        os.replace(part, place)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _begun_with(folder: Folder, edition: Edition) -> dict[str, bytes]:
    """Return the files that belong in the folder; none, if it is of another edition and nobody noted which."""
    if folder.handed_out is not None:
        return folder.handed_out.all_files()
    listed = folder.listed
    return edition.all_files() if listed is None or listed.chapters == edition.chapters else {}


def _put_back(folder: Folder, path: str, data: bytes) -> bool:
    target = folder.root / path
    if os.path.lexists(target):
        return False
    safe_files.write(target, data)
    return True


def _newer(folder: Folder, edition: Edition) -> tuple[str, ...]:
    was = folder.handed_out
    if was is not None:
        return tuple(name for name in edition.names if edition.files(name) != was.files(name))
    listed = folder.listed  # the files beside it have the student's work in them: only the lists can be compared
    known = listed.chapters if listed else ()
    return tuple(entry.name for entry in edition.chapters if entry not in known)
