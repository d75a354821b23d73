"""A submission cleaned: the released chapter plus the student's own text, and nothing else of the student's file. Pure.

Students delete test cells, run them twice, edit them, and paste cells from one notebook into another; some forge them.
So nothing of a submitted file is trusted but the text of its solution cells and the student's own extra cells, which
stay where they stood: code, and text for whoever reads it. Everything else is the chapter's, and what was otherwise is
noted. What a text would do in the browser of whoever grades it is shown as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from nbformat import NotebookNode, from_dict

from asynclab.grade.intake.align import CellAlignment, Own, ReleasedCells, number_of
from asynclab.grade.intake.merge import defines, same
from asynclab.grade.intake.parse import ParsedNotebook
from asynclab.grade.intake.pasted_pictures import PastedPicture
from asynclab.grade.intake.safe_markdown import Attachments, page_names, tamed

_QUIZ = re.compile(r"answer_\d+(-check)?")  # `course.authoring` names a quiz's cells so
_NOTES = 40  # sentences; the rest is counted
OWN_TEXT = (
    "asynclab_own_text"  # in the metadata of a text cell that is the student's: no heading in it is the chapter's
)


@dataclass(frozen=True)
class Cleaned:
    """A notebook to grade; in `notes` a sentence for whatever a student's file had otherwise; whether the student
    wrote anything of their own into it (a file beside the notebook does not count). another: whether what was handed in
    is another notebook, whose points nobody knows. missing: the names of the cells to be written into that were not
    there, with no answer of theirs anywhere."""

    notebook: NotebookNode
    notes: tuple[str, ...] = ()
    attempted: bool = False
    another: bool = False
    missing: tuple[str, ...] = ()


def clean(released: NotebookNode, submitted: ParsedNotebook | None) -> Cleaned:
    """Return the released chapter with the student's solutions and extra code cells in it. submitted: None if there is
    no submission.

    Never raises for anything in a submission; `released` is left as it is.
    """
    if submitted is None:
        return Cleaned(_filled(released, {}, [], {}), ("The notebook was not handed in.",))
    chapter = ReleasedCells(released)
    sorting = CellAlignment(chapter, submitted)
    another = _is_another(chapter, sorting, submitted)
    written = {at: sorting.answer(at) for at in chapter.written}
    answers = {at: text for at, text in written.items() if not same(text, chapter.cells[at].source)}
    own = sorting.own_cells()
    names = page_names(chapter.by_name)
    prose = {at: _Prose(text, sorting.pictures(at)) for at, text in answers.items() if chapter.cells[at].kind != "code"}
    answers |= {at: each.tamed(names) for at, each in prose.items()}
    own = [
        each if each.kind == "code" else replace(each, source=_Prose(each.source, each.pictures).tamed(names))
        for each in own
    ]
    notes = _capped([*submitted.notes, *sorting.notes(), *_kept(own)])
    notebook = _filled(released, answers, own, {at: each.attachments for at, each in prose.items()})
    # what is told in words is an attempt where it may be the answer, at a task
    attempted = bool(answers) or any(each.kind == "code" or chapter.tasks for each in own)
    return Cleaned(notebook, notes, attempted, another, tuple(sorting.missing))


def _is_another(chapter: ReleasedCells, sorting: CellAlignment, submitted: ParsedNotebook) -> bool:
    """Whether a submitted notebook is of no such chapter: it has none of its named cells and no code that defines what
    an answer does, or more cells with other names.

    What the quiz is called counts for nothing: a course's chapters have one each, with the same names.
    """
    named = {at for at, cell in enumerate(chapter.cells) if cell.name}
    if not named:  # nothing in it is graded, and nothing tells what is of it
        return False
    own = {at for at in named if not _QUIZ.fullmatch(chapter.cells[at].name)} or named
    known = sum(bool(sorting.found[at]) for at in own)
    if known and len(sorting.unknown) <= known:  # as with nearly everybody
        return False
    stubs = [chapter.cells[at].source for at in own.intersection(chapter.written) if chapter.cells[at].kind == "code"]
    theirs = [cell.source for cell in submitted.cells if cell.kind == "code"]
    known += sum(any(defines(text, stub) for text in theirs) for stub in stubs)
    return not known or len(sorting.unknown) > known


@dataclass(frozen=True)
class _Prose:
    """What a student wrote in words, with its pictures."""

    text: str
    pictures: tuple[PastedPicture, ...]

    @property
    def attachments(self) -> Attachments:
        return {picture.name: {picture.mime: picture.data} for picture in self.pictures}

    def tamed(self, names: Collection[str]) -> str:
        return tamed(self.text, self.attachments, names)


def _kept(own: Sequence[Own]) -> Iterator[str]:
    kinds = Counter(each.kind for each in own if each.kind == "code" or each.place >= 0)
    if kinds:
        said = " and ".join(
            number_of(number, "code cell" if kind == "code" else "text cell") for kind, number in kinds.items()
        )
        yield f"{said} of the student's own kept in place."


def _capped(notes: Sequence[str]) -> tuple[str, ...]:
    if len(notes) <= _NOTES:
        return tuple(notes)
    return (*notes[: _NOTES - 1], f"And {len(notes) - _NOTES + 1} notes more.")


def _filled(
    released: NotebookNode, answers: Mapping[int, str], own: Iterable[Own], attachments: Mapping[int, Attachments]
) -> NotebookNode:
    """A copy of the released notebook with the texts and pictures in it, and without outputs."""
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
        elif attachments.get(at):
            copy.attachments = from_dict({**copy.get("attachments", {}), **attachments[at]})
        cells += [copy, *below.pop(at, ())]
    notebook.cells = cells
    return notebook


def _plain_cell(own: Own, named: Mapping[str, str]) -> NotebookNode:
    fields: dict[str, Any] = {"cell_type": own.kind, **named, "metadata": NotebookNode(), "source": own.source}
    if own.kind == "code":
        fields |= {"execution_count": None, "outputs": []}
    else:
        fields["metadata"][OWN_TEXT] = True
    if own.kind != "code" and own.pictures:
        fields |= {"attachments": from_dict(_Prose(own.source, own.pictures).attachments)}
    return NotebookNode(fields)
