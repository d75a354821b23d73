"""A submission cleaned: the released chapter plus the student's own text, and nothing else of the student's file. Pure.

Students delete test cells, run them twice, edit them, and paste cells from one notebook into another; some forge them.
So nothing of a submitted file is trusted but the text of its solution cells and the student's own extra code cells,
which stay where they stood. Everything else is the chapter's, and what was otherwise is noted. What a written answer
would do in the browser of whoever grades it is shown as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from nbformat import NotebookNode, from_dict

from asynclab.grade.intake.align import CellAlignment, Own, ReleasedCells, number_of
from asynclab.grade.intake.merge import same
from asynclab.grade.intake.parse import SubmittedNotebook
from asynclab.grade.written import page_names, tamed

_NOTES = 40  # sentences; the rest is counted


@dataclass(frozen=True)
class Cleaned:
    """A notebook to grade; in `notes` a sentence for whatever a student's file had otherwise; whether the student
    wrote anything of their own into it (a file beside the notebook does not count)."""

    notebook: NotebookNode
    notes: tuple[str, ...] = ()
    attempted: bool = False


def clean(released: NotebookNode, submitted: SubmittedNotebook | None) -> Cleaned:
    """The released chapter with the student's solutions and extra code cells in it. submitted: None if there is none.

    Never raises for anything in a submission; `released` is left as it is.
    """
    if submitted is None:
        return Cleaned(_filled(released, {}, []), ("The notebook was not handed in.",))
    chapter = ReleasedCells(released)
    sorting = CellAlignment(chapter, submitted)
    written = {at: sorting.answer(at) for at in chapter.written}
    answers = {at: text for at, text in written.items() if not same(text, chapter.cells[at].source)}
    own = sorting.own_cells()
    names = page_names(chapter.by_name)
    answers |= {at: tamed(text, names=names) for at, text in answers.items() if chapter.cells[at].kind != "code"}
    own = [each if each.kind == "code" else replace(each, source=tamed(each.source, names=names)) for each in own]
    notes = _capped([*submitted.notes, *sorting.notes(), *_kept(own)])
    return Cleaned(_filled(released, answers, own), notes, bool(answers or own))


def _kept(own: Sequence[Own]) -> Iterator[str]:
    if own:
        kinds = Counter(each.kind for each in own)
        said = " and ".join(
            number_of(number, "code cell" if kind == "code" else "text cell") for kind, number in kinds.items()
        )
        yield f"{said} of the student's own kept in place."


def _capped(notes: Sequence[str]) -> tuple[str, ...]:
    if len(notes) <= _NOTES:
        return tuple(notes)
    return (*notes[: _NOTES - 1], f"And {len(notes) - _NOTES + 1} notes more.")


def _filled(released: NotebookNode, answers: Mapping[int, str], own: Iterable[Own]) -> NotebookNode:
    """A copy of the released notebook with the texts in it, and without outputs."""
    notebook: NotebookNode = from_dict({**released, "cells": []})
    taken = {cell.get("id") for cell in released.cells}
    names = (name for name in (f"own-{number}" for number in count(1)) if name not in taken)
    with_ids = (released.get("nbformat", 4), released.get("nbformat_minor", 0)) >= (4, 5)
    below: dict[int, list[NotebookNode]] = {}
    for each in own:
        below.setdefault(each.after, []).append(_plain_cell(each, {"id": next(names)} if with_ids else {}))
    cells = below.pop(-1, [])
    for at, cell in enumerate(released.cells):
        copy = from_dict({**cell, "outputs": []} if cell.cell_type == "code" else cell)
        copy.source = answers.get(at, copy.source)
        if copy.cell_type == "code":
            copy.execution_count = None
        cells += [copy, *below.pop(at, ())]
    notebook.cells = cells
    return notebook


def _plain_cell(own: Own, named: Mapping[str, str]) -> NotebookNode:
    fields: dict[str, Any] = {"cell_type": own.kind, **named, "metadata": NotebookNode(), "source": own.source}
    if own.kind == "code":
        fields |= {"execution_count": None, "outputs": []}
    return NotebookNode(fields)
