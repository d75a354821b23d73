"""Bring a student's folder to a newer edition, with their answers in it.

A file that is as it was handed out is replaced. A notebook that was worked on is replaced by the new text with the
student's work in it, any other file that was changed by the new one; both are kept under earlier/ first. So whatever
goes wrong in the middle, and whoever is mistaken about what may be carried over, nothing is lost.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from asynclab.course.authoring import manifest as manifests
from asynclab.course.authoring.manifest import Entry
from asynclab.student import safe_files
from asynclab.student import student_notebook as notebooks
from asynclab.student.carry import carry
from asynclab.student.edition import Edition
from asynclab.student.folder import Folder
from asynclab.student.student_notebook import NotAStudentNotebook, StudentNotebook


class WhatBecame(Enum):
    """What became of a notebook."""

    ADDED = "added"  # it was not there
    KEPT = "kept"  # there is no newer text
    REPLACED = "replaced"  # the student had not worked on it
    CARRIED = "carried"  # the newer text has the student's work in it
    UNREADABLE = "unreadable"  # the newer text is there, and the old file is kept


@dataclass(frozen=True)
class Brought:
    """What became of a notebook, how many answers and cells of the student's are in it, and where the old file is kept
    if it had to be."""

    how: WhatBecame
    answers: int = 0
    own: int = 0
    kept: Path | None = None


@dataclass(frozen=True)
class Update:
    """What became of one chapter. before: the name it had, if that was another. other: where files are kept, other than
    its notebook, that the student had changed. is_listed: False for a chapter that is not in the new edition."""

    chapter: str
    notebook: Brought
    before: str = ""
    other: tuple[Path, ...] = ()
    is_listed: bool = True


def update(folder: Folder, edition: Edition) -> Iterator[Update]:
    """Bring the chapters of an edition into a folder that has a course in it, and tell of each when it is done.

    Raises `FolderRefused`. What was told of before is done then, and another update goes on from there.
    """
    with safe_files.refusals(folder.root):
        before = folder.handed_out or folder.listed or Edition(folder.root, ())
        for entry in edition.chapters:
            yield _chapter(folder, edition, entry, _origin(entry, before, edition))
        for name in before.names:
            if name not in edition.names:
                yield Update(name, Brought(WhatBecame.KEPT), is_listed=False)
        pages = edition.pages()
        _notebook(folder, manifests.INDEX, manifests.INDEX, pages[manifests.INDEX], {})
        _file(folder, manifests.NAME, pages[manifests.NAME])


def _origin(entry: Entry, before: Edition, edition: Edition) -> Entry:
    """Return the chapter that a chapter was: the one of its name, else one that is gone and had most of its tasks."""
    answers = set(_stubs(entry))
    for old in before.chapters:
        is_gone = old.name not in edition.names
        if old.name == entry.name or (is_gone and 2 * len(answers & set(_stubs(old))) > len(answers)):
            return old
    return entry


def _stubs(entry: Entry) -> dict[str, str]:
    return {answer.id: answer.stub for exercise in entry.exercises for answer in exercise.answers}


def _chapter(folder: Folder, edition: Edition, entry: Entry, origin: Entry) -> Update:
    if os.path.lexists(folder.root / entry.notebook):
        origin = entry if origin.name != entry.name else origin  # renamed, and brought by an earlier update
    new = edition.files(entry.name)
    brought = _notebook(folder, origin.notebook, entry.notebook, new.pop(entry.notebook), _stubs(origin))
    other = [_file(folder, path, data) for path, data in new.items()]
    before = origin.name if origin.name != entry.name else ""
    return Update(entry.name, brought, before, tuple(kept for kept in other if kept is not None))


def _file(folder: Folder, path: str, data: bytes) -> Path | None:
    """Put a file of the new edition in its place; return where the one that was there is kept, if it had to be."""
    target, kept = folder.root / path, None
    if not safe_files.is_same(target, data):
        was = folder.handed_out_file(path)
        if os.path.lexists(target) and (was is None or not safe_files.is_same(target, was)):
            kept = safe_files.kept(target, folder.earlier(path))
        safe_files.write(target, data)
    folder.hand_out(path, data)
    return kept


def _notebook(folder: Folder, mine: str, path: str, data: bytes, stubs: Mapping[str, str]) -> Brought:
    """Bring a notebook. mine, path: where the student's is and where the new one belongs, in the folder."""
    target, was = folder.root / mine, folder.handed_out_file(mine)
    if not target.is_file():
        return Brought(WhatBecame.ADDED, kept=_file(folder, path, data))
    text = target.read_bytes()
    if mine == path and data in (text, was):
        folder.hand_out(path, data)
        return Brought(WhatBecame.KEPT)
    if text == was:
        _file(folder, path, data)
        return Brought(WhatBecame.REPLACED)
    try:
        return _carried(folder, target, path, _Texts(text, was, data, stubs))
    except NotAStudentNotebook:
        kept = safe_files.kept(target, folder.earlier(mine))
        safe_files.write(folder.root / path, data)
        folder.hand_out(path, data)
        return Brought(WhatBecame.UNREADABLE, kept=kept)


@dataclass(frozen=True)
class _Texts:
    """The three files of a notebook, and the texts of its answers when they were handed out."""

    mine: bytes
    was: bytes | None
    new: bytes
    stubs: Mapping[str, str]


def _carried(folder: Folder, target: Path, path: str, texts: _Texts) -> Brought:
    """Write the new text with the student's work in it. Raises `NotAStudentNotebook`."""
    mine, new = notebooks.read(texts.mine), notebooks.read(texts.new)
    was = None if texts.was is None else notebooks.read(texts.was)
    carried = carry(mine, was, new, texts.stubs)
    kept = None
    if _says_as(mine, carried.notebook) and target == folder.root / path:
        brought = Brought(WhatBecame.KEPT)
    else:
        if was is None or not _says_as(mine, was):
            kept = safe_files.kept(target, folder.earlier(target.relative_to(folder.root).as_posix()))
        safe_files.write(folder.root / path, notebooks.to_bytes(carried.notebook))
        brought = Brought(WhatBecame.CARRIED if kept else WhatBecame.REPLACED, carried.answers, carried.own, kept)
    folder.hand_out(path, texts.new)
    return brought


def _says_as(one: StudentNotebook, other: StudentNotebook) -> bool:
    return len(one.cells) == len(other.cells) and all(map(notebooks.StudentCell.says_as, one.cells, other.cells))
