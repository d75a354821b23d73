"""What a person who grades is told beside a graded cell, in formgrader: why nobody knows its points, or why they are to
be looked at. It is an output of that cell, and no part of feedback. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nbformat import NotebookNode, from_dict

from asynclab.course.cell.html_text import html_text
from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.verdicts import Standing, read
from asynclab.grade.graded_cells import is_automatic, kind_of
from asynclab.grade.job import CellKind
from asynclab.grade.terminal import escaped

KEY = "asynclab"  # in the metadata of an output or a cell: {"for_graders": true}
FOR_GRADERS = "for_graders"
_UNKNOWN = "For whoever grades: nobody knows yet what this is worth, and it is not a zero. Give points here."
_LOOK = "For whoever grades: it has points for now. Look at it; “Full credit”, or points that you type, settle it."
_BOX = "border: 2px solid #9a6700; border-radius: 6px; padding: 6px 12px; margin: 4px 0; overflow-wrap: break-word"


def ask_graders(notebook: NotebookNode, reached: Sequence[str], unrun: Collection[int]) -> None:
    """Add to each graded cell of an autograded notebook that needs a person why, in place. reached: what the notebook
    reaches for that no answer needs. unrun: the places of plain tests of which nothing came back.
    """
    for place, cell in enumerate(notebook.cells):
        if not is_automatic(cell):
            continue
        if kind_of(cell.source, cell.metadata.nbgrader.grade_id) is CellKind.CHECK:
            said = _of_check(cell, reached)
        else:
            said = _of_test(cell, reached, place in unrun)
        if said:
            cell.outputs = [_note(*said), *cell.outputs]


def is_for_graders(part: NotebookNode) -> bool:
    """Return whether a cell, or an output, is for those who grade, and left out of feedback."""
    return bool(part.get("metadata", {}).get(KEY, {}).get(FOR_GRADERS))


def leave_out(notebook: NotebookNode) -> None:
    """Take out of a notebook what is for those who grade, in place."""
    notebook.cells = [cell for cell in notebook.cells if not is_for_graders(cell)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not is_for_graders(output)]


def _of_check(cell: NotebookNode, reached: Sequence[str]) -> tuple[str, str] | None:
    reading = read(cell)
    if reading.standing is Standing.UNCLEAR:
        return _UNKNOWN, " ".join(reading.reasons)
    if reading.outcome is Outcome.TAMPERED:
        return _LOOK, "Something that the check relies on is not as it was handed out."
    return (_LOOK, _reaches(reached)) if reached and reading.standing is Standing.EARNED else None


def _of_test(cell: NotebookNode, reached: Sequence[str], unrun: bool) -> tuple[str, str] | None:
    if unrun:
        return _UNKNOWN, "Nothing came back of this test."
    failed = any(output.output_type == "error" for output in cell.outputs)
    return (_LOOK, _reaches(reached)) if reached and not failed else None


def _reaches(reached: Sequence[str]) -> str:
    return f"This notebook reaches for what no answer needs: {'; '.join(reached)}."


def _note(head: str, why: str) -> NotebookNode:
    shown = escaped(why)
    data = {
        "text/html": f'<div style="{_BOX}"><strong>{head}</strong><br>{html_text(shown)}</div>',
        "text/plain": f"{head}\n{shown}",
    }
    output: NotebookNode = from_dict(
        {"output_type": "display_data", "data": data, "metadata": {KEY: {FOR_GRADERS: True}}}
    )
    return output
