"""The notebook that takes the place of a submission that could not be graded: the release, with the reason on top.

Formgrader opens what lies in `autograded/`, and feedback is made of it. Without a notebook there, nobody could grade
such a submission by hand, or comment it. Pure.
"""

from __future__ import annotations

import json
from pathlib import Path

from nbformat import NotebookNode, from_dict

from asynclab.grade.gradebook.for_graders import FOR_GRADERS, KEY
from asynclab.grade.intake.safe_markdown import tamed

_REASON = "placeholder"  # in the notebook's metadata, under KEY

AGAIN = (
    "Hand the notebook in again: open it in JupyterLab, look whether your answers are in it, save it, and hand in "
    "that file."
)
NOT_GRADED = "# This work could not be graded"
_TOLD = """\
{heading}

{reason}

This is not a zero: there are no points yet. **{again}**
"""
_HOW_TO_GRADE = """\
**To whoever grades.** What follows is the notebook as it was handed out, with nothing of the student's in it. {beside}
Points and comments that you give here count. When a good file is handed in, autograding puts it in the place of this
page.
"""


def raw_name(notebook: str) -> str:
    """Return what the handed-in file is called beside a placeholder: another notebook there would be graded."""
    return f"{notebook}.ipynb.handed-in.txt"


def placeholder(released: NotebookNode, reason: str, raw: str = "") -> NotebookNode:
    """Return a notebook to be opened, graded by hand and commented in place of one that could not be graded.

    reason: sentences, which may quote what a student wrote. raw: the name of the handed-in file beside it, if it is
    there.
    """
    beside = f"The file that was handed in lies beside it: `{raw}`." if raw else "The file lies in `submitted/`."
    quoted = "\n".join(f"> {line}" for line in tamed(" ".join(reason.split())).splitlines())
    top = [
        _text_cell("not-graded", _TOLD.format(heading=NOT_GRADED, reason=quoted, again=AGAIN), {}),
        _text_cell("how-to-grade", _HOW_TO_GRADE.format(beside=beside), {FOR_GRADERS: True}),
    ]
    if (released.get("nbformat", 4), released.get("nbformat_minor", 0)) < (4, 5):
        for cell in top:
            del cell["id"]
    notebook: NotebookNode = from_dict({**released, "cells": [*top, *released.cells]})
    notebook.metadata[KEY] = NotebookNode({"notes": [], _REASON: reason})
    return notebook


def reason_of(notebook: NotebookNode) -> str:
    """Return why a submission could not be graded, if this is the notebook in its place; else ""."""
    return str(notebook.get("metadata", {}).get(KEY, {}).get(_REASON, ""))


def reason_at(path: Path) -> str:
    """Return the same of an autograded notebook's file. Never raise for what lies there."""
    try:
        return reason_of(from_dict(json.loads(path.read_bytes())))
    except (OSError, ValueError, AttributeError):
        return ""


def _text_cell(id: str, source: str, about: dict[str, bool]) -> NotebookNode:
    metadata = {KEY: about} if about else {}
    cell: NotebookNode = from_dict({"cell_type": "markdown", "id": id, "metadata": metadata, "source": source})
    return cell
