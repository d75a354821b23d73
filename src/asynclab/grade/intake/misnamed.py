"""What lies in a student's folder in place of a notebook of the assignment, and what to do about it.

Nothing is graded here, and no file is changed: whose work counts, and under what name, a person decides.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from asynclab.grade.intake.parse import ParsedNotebook
from asynclab.grade.intake.read import read

_UNFIT = {"*": "a *", "?": "a ?", "[": "a [", "\n": "a line break"}
_PASSED_OVER = ("timestamp.txt", "sealed.json")
_DEPTH = 3  # folders within one another: an archive that was unpacked has one or two
_LOOKED_AT = 500  # entries
_READ = 20  # files that are opened, to see whether they are a notebook of the assignment
_NAMED = 5  # files that a sentence names; the rest is counted
_ENDINGS = (".ipynb", ".json", ".txt")  # what browsers and mail programs leave of a notebook's name, or add to it


def unfit(student: str) -> str:
    """Return why nbgrader cannot have a student of this name, and what to do; "" if it can. It finds the folder of none
    that is hidden or has a sign of a pattern in its name, and the notebook of none with a line break.
    """
    has = next((f"has {_UNFIT[sign]} in it" for sign in student if sign in _UNFIT), "")
    wrong = has or ("begins with a dot" if student.startswith(".") else "")
    if not wrong:
        return ""
    return (
        f"{student!r} cannot be a student's name for nbgrader: it {wrong}. Give the folder in "
        "submitted/ another name, and autograde again."
    )


def absent(folder: Path, names: Collection[str]) -> tuple[str, ...]:
    """Return those of an assignment's notebooks, by name, that a student's folder does not have."""
    return tuple(name for name in sorted(names) if not os.path.lexists(folder / f"{name}.ipynb"))


def sentence(folder: Path, notebooks: Mapping[str, Collection[str]], shown: Path | None = None) -> str:
    """Return why a folder has no notebook of the assignment, and what to do.

    notebooks: by name, the grade_ids of the cells. shown: the folder as it is to be named. Never raise for what lies
    there.
    """
    place = shown or folder
    wanted = " or ".join(f"{name}.ipynb" for name in sorted(notebooks))
    if not wanted:
        return "The gradebook knows no notebook of the assignment. Run: nbgrader generate_assignment"
    if not folder.is_dir():
        return f"In place of the folder {place} there is a file. Make the folder, and put {wanted} into it."
    if found := renamings(folder, notebooks, shown):
        return found
    others = _others(folder, notebooks)
    there = f"What is there: {listed(others)}." if others else "The folder is empty."
    return f"There is no {wanted} in {place}. {there} Ask the student for the notebook, and put it there by that name."


def has_work(folder: Path, notebooks: Mapping[str, Collection[str]]) -> bool:
    """Check whether something in a folder, whatever its name, has the cells of a notebook of the assignment."""
    files = _others(folder, ())
    return any(_alike(folder, files, ids) for ids in notebooks.values())


def renamings(folder: Path, notebooks: Mapping[str, Collection[str]], shown: Path | None = None) -> str:
    """Return which files have the cells of a notebook that is missing, each with the renaming to do; "" for none.

    The arguments are those of `sentence`.
    """
    missing = absent(folder, notebooks)
    others = _others(folder, notebooks) if missing else []
    lines = (_one(shown or folder, name, _alike(folder, others, notebooks[name])) for name in missing)
    return " ".join(line for line in lines if line)


def alike(folder: Path, names: Collection[str], ids: Collection[str]) -> list[str]:
    """Return the files in a folder, by path, that have half of the cells of these ids or more, less the notebooks of
    these names."""
    return _alike(folder, _others(folder, names), ids)


def _one(place: Path, name: str, found: list[str]) -> str:
    if not found:
        return ""
    wanted = f"{name}.ipynb"
    if len(found) > 1:
        named = listed(found)
        return f"There is no {wanted} in {place}, but {named} have its cells. Rename the one that counts to {wanted}."
    move = shlex.join(["mv", str(place / found[0]), str(place / wanted)])
    return f"There is no {wanted} in {place}, but “{found[0]}” has its cells. If it is the work to grade: {move}"


def _alike(folder: Path, others: list[str], ids: Collection[str]) -> list[str]:
    """The files that have half of a notebook's cells or more: a student may have deleted some."""
    candidates = [path for path in others if _may_be_notebook(path.rpartition("/")[2].casefold())][:_READ]
    return [path for path in candidates if _has_cells(read(folder / path), ids)]


def _may_be_notebook(name: str) -> bool:
    return "." not in name or any(ending in name for ending in _ENDINGS)


def _has_cells(paper: object, ids: Collection[str]) -> bool:
    if not isinstance(paper, ParsedNotebook) or not ids:
        return False
    known = {cell.name for cell in paper.cells} & set(ids)
    return 2 * len(known) >= len(set(ids))


def _others(folder: Path, notebooks: Collection[str]) -> list[str]:
    """The files in a folder and below it, by path, less the assignment's own and what a system keeps for itself."""
    known = {f"{name}.ipynb" for name in notebooks}
    return sorted(path for path in _walked(folder) if path not in known and path.rpartition("/")[2] not in _PASSED_OVER)


def _walked(folder: Path) -> Iterator[str]:
    seen = 0
    for at, folders, files in os.walk(folder):
        below = Path(at).relative_to(folder)
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__"))) * (len(below.parts) < _DEPTH)
        for name in sorted(files):
            seen += 1
            if seen > _LOOKED_AT:
                return
            if not name.startswith("."):
                yield (below / name).as_posix()


def listed(paths: list[str]) -> str:
    """Return some paths as a part of a sentence."""
    named = [f"“{path}”" for path in paths[:_NAMED]]
    if len(paths) > _NAMED:
        named.append(f"{len(paths) - _NAMED} more")
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
