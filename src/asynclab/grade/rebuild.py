"""A submission rebuilt from the released chapter: what is graded is the chapter plus the student's own text. Pure.

Students delete test cells, run them twice, edit them, and paste cells from one notebook into
another. So nothing of a submitted file is trusted but the text of its solution cells and the
student's own extra code cells, which stay where they stood. Everything else is the chapter's.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from nbformat import NotebookNode


@dataclass(frozen=True)
class Rebuilt:
    """A notebook to grade, and in `notes` a sentence for whatever a student's file had otherwise."""

    notebook: NotebookNode
    notes: tuple[str, ...]


def rebuild(released: NotebookNode, submitted: NotebookNode) -> Rebuilt:
    """The released chapter with the student's solutions and extra code cells in it."""
    chapter = _Chapter(released)
    notebook = copy.deepcopy(released)
    answers, notes = _answers(chapter, submitted.cells)
    for cell in notebook.cells:
        if _id(cell) in answers:
            cell.source = answers[_id(cell)]
    extra = _extra_cells(chapter, submitted.cells)
    notebook.cells = list(_woven(notebook.cells, extra))
    return Rebuilt(notebook, (*notes, *_kept(extra)))


class _Chapter:
    """The released cells, found by their nbgrader id or by their cell id."""

    def __init__(self, released: NotebookNode) -> None:
        self.cells = released.cells
        self.by_grade_id = {_id(cell): cell for cell in released.cells if _id(cell)}
        self.by_cell_id = {cell["id"]: cell for cell in released.cells if "id" in cell}
        self.sources = {cell.source.strip() for cell in released.cells}

    def own(self, cell: NotebookNode) -> NotebookNode | None:
        """The chapter's cell that a submitted cell comes from, or None for a student's own."""
        return self.by_grade_id.get(_id(cell)) or self.by_cell_id.get(cell.get("id", ""))


def _id(cell: NotebookNode) -> str:
    named: str = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return named


def _is(cell: NotebookNode, kind: str) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get(kind, False))


def _answers(chapter: _Chapter, cells: Iterable[NotebookNode]) -> tuple[dict[str, str], list[str]]:
    """The text of each solution cell, and notes on graded cells that are missing or came more than once.

    Of several copies the last one that differs from the stub counts: it is the one that was
    worked on, and in a kernel the last definition wins too.
    """
    found: dict[str, list[str]] = {grade_id: [] for grade_id in chapter.by_grade_id}
    for cell in cells:
        released = chapter.own(cell)
        if released is not None and _id(released):
            found[_id(released)].append(cell.source)
    notes = []
    for grade_id, texts in found.items():
        if not texts:
            notes.append(f"“{grade_id}” was missing and was put back.")
        elif len(texts) > 1:
            notes.append(f"“{grade_id}” was there {len(texts)} times; one was kept.")
    answers = {}
    for grade_id, texts in found.items():
        stub = chapter.by_grade_id[grade_id]
        if _is(stub, "solution") and texts:
            worked_on = [text for text in texts if text.strip() != stub.source.strip()]
            answers[grade_id] = (worked_on or texts)[-1]
    return answers, notes


def _extra_cells(chapter: _Chapter, cells: Iterable[NotebookNode]) -> list[tuple[str, NotebookNode]]:
    """The student's own code cells, each with the id of the chapter's cell it stands after ("" for the top).

    A cell with the very text of one of the chapter's is a copy of it, whatever its id says.
    """
    extra, after = [], ""
    for cell in cells:
        released = chapter.own(cell)
        if released is not None:
            after = released.get("id", "")
        elif cell.cell_type == "code" and cell.source.strip() and cell.source.strip() not in chapter.sources:
            extra.append((after, cell))
    return extra


def _woven(cells: list[NotebookNode], extra: list[tuple[str, NotebookNode]]) -> Iterator[NotebookNode]:
    taken = {cell.get("id") for cell in cells}
    names = (f"own-{number}" for number in count(1))
    waiting: dict[str, list[NotebookNode]] = {}
    for after, cell in extra:
        waiting.setdefault(after, []).append(cell)

    def own_after(place: str) -> Iterator[NotebookNode]:
        for cell in waiting.pop(place, ()):
            yield _plain_code_cell(cell.source, next(name for name in names if name not in taken))

    yield from own_after("")
    for cell in cells:
        yield cell
        yield from own_after(cell.get("id", ""))


def _plain_code_cell(source: str, cell_id: str) -> NotebookNode:
    fields: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": NotebookNode(),
        "outputs": [],
        "source": source,
    }
    return NotebookNode(fields)


def _kept(extra: list[tuple[str, NotebookNode]]) -> Iterator[str]:
    if extra:
        cells = "1 code cell" if len(extra) == 1 else f"{len(extra)} code cells"
        yield f"{cells} of the student's own kept in place."
