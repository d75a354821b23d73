"""A chapter's new text with what a student wrote into the old one. Pure.

Three notebooks come in: the student's, the one that was handed out to them, and the new one. Every text that the
student wrote stands in the result: answers in their cells (found by nbgrader's id), edited lesson cells where the new
text still has the same cell, and all else in cells of the student's own, below the neighbour they had. What they
changed in a check is left behind: a check is the course's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from asynclab.student.student_notebook import StudentCell, StudentNotebook, tidy

_HANDED_OUT_ID = re.compile(r"cell-\d{3}")  # what the build calls cells that nbgrader has no id for
_TOP = -1


@dataclass(frozen=True)
class Carried:
    """The new notebook with a student's work in it. answers: how many; own: how many cells of theirs."""

    notebook: StudentNotebook
    answers: int
    own: int


@dataclass(frozen=True)
class _Placed:
    """A cell of the student's notebook.

    was: the cell as it was handed out, None for one that was not. at: the position of the same cell in the new
    notebook, None if there is none. below: the position of the new cell it stands below, if it is the student's own.
    """

    cell: StudentCell
    was: StudentCell | None
    at: int | None
    below: int


def carry(
    mine: StudentNotebook, handed_out: StudentNotebook | None, new: StudentNotebook, stubs: Mapping[str, str]
) -> Carried:
    """Put a student's work into a new notebook.

    handed_out: the notebook as the student got it; None if nobody knows, and then an old lesson cell cannot be told
    from an edited one: only answers and cells that the student added are carried. stubs: the texts that answers had
    when they were handed out, by grade_id.
    """
    placed = _placed(mine, handed_out, new)
    copies: dict[int | None, list[_Placed]] = defaultdict(list)
    own: dict[int, list[StudentCell]] = defaultdict(list)
    for each in placed:
        now = None if each.at is None else new.cells[each.at]
        if _is_own(each, now, stubs, known=handed_out is not None):
            own[each.below].append(_plain(each.cell))
        elif now is not None:
            copies[each.at].append(each)
    taken = {cell.id for cell in new.cells}
    cells, answers = [_named(each, taken) for each in own[_TOP]], 0
    for at, cell in enumerate(new.cells):
        written = _written(cell, copies[at], stubs)
        answers += cell.is_answer and bool(written)
        own[at][:0] = map(_plain, written[1:])
        cells += [_filled(cell, written, copies[at]), *(_named(each, taken) for each in own[at])]
    return Carried(StudentNotebook(new.raw, tuple(cells)), answers, len(cells) - len(new.cells))


def _placed(mine: StudentNotebook, handed_out: StudentNotebook | None, new: StudentNotebook) -> Iterator[_Placed]:
    old = handed_out.cells if handed_out else ()
    old_in_new, mine_in_new = _matched(old, new.cells), _matched(mine.cells, new.cells)
    mine_in_old = _edited_ones(mine.cells, old, _matched(mine.cells, old), mine_in_new)
    below = _TOP
    for cell, in_old, in_new in zip(mine.cells, mine_in_old, mine_in_new, strict=True):
        at = in_new if in_old is None else old_in_new[in_old]
        if at is not None:
            below = at
        yield _Placed(cell, None if in_old is None else old[in_old], at, below)


def _matched(cells: Sequence[StudentCell], others: Sequence[StudentCell]) -> list[int | None]:
    """Return for each cell the position of the same one among the others: by nbgrader's id or, if it has none, by its
    text."""
    by_grade_id = {other.grade_id: at for at, other in enumerate(others) if other.grade_id}
    free = {at: other for at, other in enumerate(others) if other.is_plain}
    found: list[int | None] = []
    last = _TOP
    for cell in cells:
        if cell.is_plain:
            same = [other for other in free if free[other].says_as(cell)]
            at = next((other for other in same if other > last), same[0] if same else None)
        else:
            at = by_grade_id.get(cell.grade_id)
        if at is not None:
            free.pop(at, None)
            last = at
        found.append(at)
    return found


def _edited_ones(
    cells: Sequence[StudentCell], old: Sequence[StudentCell], in_old: Sequence[int | None], in_new: Sequence[int | None]
) -> list[int | None]:
    """Return `in_old` with the lesson cells that were edited, which are known by the format's id.

    That id is no more than a position in an edition. So texts are asked first: after an update that broke off, the
    cells are the new edition's.
    """
    free = {other.id: at for at, other in enumerate(old) if other.id and other.is_plain and at not in in_old}
    found = list(in_old)
    for index, cell in enumerate(cells):
        if cell.is_plain and in_old[index] is None and in_new[index] is None:
            found[index] = free.get(cell.id)
    return found


def _is_own(each: _Placed, now: StudentCell | None, stubs: Mapping[str, str], *, known: bool) -> bool:
    """Check whether a cell has a text of the student's that has no cell to go to."""
    cell, was = each.cell, each.was
    if not tidy(cell.source):
        return False
    if cell.is_answer:
        return (now is None or now.kind != cell.kind) and _is_work(cell, stubs)
    if not cell.is_plain or (now is not None and now.says_as(cell)):
        return False
    if was is not None:
        return not was.says_as(cell) and (now is None or not now.says_as(was))
    return known or not (cell.id == "" or _HANDED_OUT_ID.fullmatch(cell.id))


def _written(cell: StudentCell, copies: Iterable[_Placed], stubs: Mapping[str, str]) -> list[StudentCell]:
    """Return what a student wrote into a cell of the new notebook: each text once, the first is to stand in it."""
    if cell.is_answer:
        found = [each.cell for each in copies if _is_work(each.cell, stubs) and not each.cell.says_as(cell)]
    elif cell.is_plain:
        found = [each.cell for each in copies if not each.cell.says_as(cell) and _edited(each)]
    else:
        found = []
    return list({tidy(written.source): written for written in reversed(found)}.values())[::-1]


def _edited(each: _Placed) -> bool:
    return each.was is not None and not each.was.says_as(each.cell)


def _is_work(cell: StudentCell, stubs: Mapping[str, str]) -> bool:
    text = tidy(cell.source)
    return bool(text) and text != tidy(stubs.get(cell.grade_id, ""))


def _filled(cell: StudentCell, written: Sequence[StudentCell], copies: Iterable[_Placed]) -> StudentCell:
    """Return a cell of the new notebook with the student's text, and with its outputs if it is what they ran."""
    if written and cell.is_plain:
        return StudentCell({**written[0].raw, "id": cell.id})
    filled = cell.with_source(written[0].source) if written else cell
    ran = next((each.cell for each in copies if each.cell.says_as(filled)), None)
    return filled if ran is None else filled.with_outputs_of(ran)


def _plain(cell: StudentCell) -> StudentCell:
    """Return a cell without nbgrader's marks: there is one cell with these in a notebook, and it is the course's."""
    if cell.is_plain:
        return cell
    hidden = ("nbgrader", "deletable", "editable")
    metadata = {name: value for name, value in cell.raw["metadata"].items() if name not in hidden}
    return StudentCell({**cell.raw, "metadata": metadata})


def _named(cell: StudentCell, taken: set[str]) -> StudentCell:
    """Give a cell of the student's an id that no other cell has."""
    id, number = cell.id, 0
    while not id or id in taken:
        number += 1
        id = f"own-{number}"
    taken.add(id)
    return StudentCell({**cell.raw, "id": id})
