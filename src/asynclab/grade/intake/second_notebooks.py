"""Other files of a submission that have work on a notebook which is there under its own name: that one is graded, and
nobody knows whether it is the one that counts.

Nothing is graded here, and no file is changed. A copy with the same answers, or with none, is nothing to tell of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from asynclab.grade.intake.merge import same
from asynclab.grade.intake.misnamed import alike, listed
from asynclab.grade.intake.parse import ParsedNotebook
from asynclab.grade.intake.read import read


@dataclass(frozen=True)
class HandoutOutline:
    """A notebook of the assignment. ids: of all its cells, nbgrader's. written: by id, the text of those that a student
    may write into, as it was handed out."""

    name: str
    ids: frozenset[str]
    written: Mapping[str, str]


def second_notebooks(folder: Path, wanted: HandoutOutline, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files in a student's folder, by path, with answers that neither the notebook of that name nor the
    release has. names: those of all the assignment's notebooks, each of which is graded. Never raise for what lies
    there.
    """
    found = alike(folder, names, wanted.ids)
    graded = _answers(folder / f"{wanted.name}.ipynb", wanted) if found else {}
    return tuple(path for path in found if _is_other_work(_answers(folder / path, wanted), graded, wanted.written))


def told_of_others(name: str, found: tuple[str, ...], graded: bool = True) -> str:
    """Return what a student is told of such files, and what to do; "" where there are none. graded: whether the
    notebook of that name was."""
    if not found:
        return ""
    was, it = ("was", "it") if len(found) == 1 else ("were", "one of them")
    but = f", and {was} not graded: only “{name}.ipynb” was" if graded else ""
    return (
        f"{listed(list(found))} {was} handed in too, with other answers{but}. If {it} is the work that counts, hand it "
        f"in as “{name}.ipynb”."
    )


def asked_of_others(name: str, found: tuple[str, ...], place: Path) -> str:
    """Return what whoever grades is told of them; "" where there are none. place: the folder as it is to be named."""
    if not found:
        return ""
    lies, was = ("lies", "was") if len(found) == 1 else ("lie", "were")
    return (
        f"{listed(list(found))} {lies} beside {name}.ipynb in {place}, with other answers, and {was} not graded. Ask "
        f"the student which one counts, give it the name {name}.ipynb, take the other away, and autograde again."
    )


def _answers(path: Path, wanted: HandoutOutline) -> dict[str, list[str]]:
    paper = read(path)
    cells = paper.cells if isinstance(paper, ParsedNotebook) else ()
    found: dict[str, list[str]] = {}
    for cell in cells:
        if cell.name in wanted.written:
            found.setdefault(cell.name, []).append(cell.source)
    return found


def _is_other_work(theirs: Mapping[str, list[str]], graded: Mapping[str, list[str]], stubs: Mapping[str, str]) -> bool:
    return any(
        text.strip() and not any(same(text, known) for known in (stubs[name], *graded.get(name, ())))
        for name, texts in theirs.items()
        for text in texts
    )
