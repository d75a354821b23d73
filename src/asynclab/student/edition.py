"""An edition of the course on disk: the released chapters, or a copy of them as they were handed out."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import asynclab
from asynclab.course.authoring import manifest as manifests
from asynclab.course.authoring.manifest import Entry
from asynclab.course.cell.errors import NoManifest
from asynclab.student.errors import NoReleasedChapters

_PACKAGE = Path(asynclab.__file__).resolve().parent


@dataclass(frozen=True)
class Edition:
    """A folder with a list of chapters, an index and the chapters' folders, and the chapters that are listed."""

    root: Path
    chapters: tuple[Entry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The chapters' names."""
        return tuple(entry.name for entry in self.chapters)

    def files(self, name: str) -> dict[str, bytes]:
        """Return a chapter's files by their path in the edition, with "/" on every system. Raises OSError."""
        found = sorted(path for path in (self.root / name).rglob("*") if path.is_file())
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in found
            if ".ipynb_checkpoints" not in path.parts
        }

    def pages(self) -> dict[str, bytes]:
        """Return the files that belong to no chapter: the index, and last the list. Raises OSError."""
        index, listed = ((self.root / name).read_bytes() for name in (manifests.INDEX, manifests.NAME))
        return {manifests.INDEX: of_this_python(index), manifests.NAME: listed}

    def all_files(self) -> dict[str, bytes]:
        """Return every file, the list last: where it is, the rest is. Raises OSError."""
        return {path: data for entry in self.chapters for path, data in self.files(entry.name).items()} | self.pages()


def read(root: Path) -> Edition | None:
    """Return the edition in a folder; None where there is no list of chapters that can be read."""
    try:
        return Edition(root, manifests.read(root).chapters)
    except NoManifest:
        return None


def released() -> Edition:
    """Return the chapters that come with asynclab: in the package, or in a checkout beside it.

    Raises `NoReleasedChapters`.
    """
    packed = _PACKAGE / "chapters"
    edition = read(packed) or read(_PACKAGE.parents[1] / "release")
    if edition is None:
        raise NoReleasedChapters(packed)
    return edition


def of_this_python(notebook: bytes) -> bytes:
    """Return a notebook's file that says of its language what this Python's kernel says: JupyterLab writes that into a
    notebook which has it otherwise, and marks it as changed although nobody has touched it."""
    try:
        data = json.loads(notebook)
        data["metadata"]["language_info"] = _LANGUAGE
    except (ValueError, LookupError, TypeError):  # no notebook: whoever reads it says so
        return notebook
    return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


_LANGUAGE = {  # as ipykernel has it
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": f"ipython{sys.version_info[0]}",
    "version": sys.version.split()[0],
}
