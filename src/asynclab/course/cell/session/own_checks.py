"""Checks that are a student's own: written, copied or changed by them. Trying one out is welcome, and no tick of it
counts. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Container
from dataclasses import dataclass

from asynclab.course.cell.bindings import parsed
from asynclab.course.cell.session.history.saved_cells import CellText, SavedCells
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_LOOKS_ON = re.compile(r"\A\s*%%(?:time|capture|prun)\b[^\n]*\n")


@dataclass(frozen=True)
class RunningCell:
    """The cell that is at work. label: as in "cell In[3]". id: the cell's, "" where the frontend tells none of the
    notebook's."""

    label: str = ""
    source: str = ""
    id: str = ""

    def place(self, line: int | None) -> Place | None:
        """Return one of its lines; None where it has no such line."""
        lines = self.source.splitlines()
        if line is None or not 0 < line <= len(lines):
            return None
        return Place(self.label, line, "<module>", lines[line - 1].strip())


def own_check(check: str, running: RunningCell, saved: SavedCells, of_the_chapter: Container[str]) -> str:
    """Return a sentence if a check is not the chapter's own, "" if it is or if nobody can tell: without the notebook as
    it was handed out, with which the cell is compared. of_the_chapter: the ids of the chapter's checks."""
    graded = [cell for cell in saved.cells if cell.check]
    if not any(cell.handed_out_as(cell.source) for cell in graded):
        return ""
    copies = sorted((cell for cell in graded if cell.check == check), key=lambda cell: cell.id != check)
    if not copies:
        named = f"The chapter has no check {code(check)}: this one is your own, and counts for nothing."
        return "" if check in of_the_chapter else named
    handed_out = copies[0]
    if _is(running.source, handed_out):
        elsewhere = running.id and handed_out.id and running.id != handed_out.id
        copied = f"This is a copy of the chapter's {code(check)} in another cell, and counts for nothing."
        return f"{copied} Run the chapter's." if elsewhere else ""
    if running.id and running.id == handed_out.id:
        return f"This cell is not the chapter's {code(check)} as it was handed out, and counts for nothing."
    return f"This check is your own, and counts for nothing: the chapter's {code(check)} is another."


def _is(source: str, handed_out: CellText) -> bool:
    """Whether a text is the one that was handed out, but for what does not change it: white space, comments, and a
    magic in the first line that looks on."""
    source = _LOOKS_ON.sub("", source)
    if handed_out.handed_out_as(source):
        return True
    one, other = parsed(source), parsed(handed_out.source)
    alike = one is not None and other is not None and ast.dump(one) == ast.dump(other)
    return alike and handed_out.handed_out_as(handed_out.source)
