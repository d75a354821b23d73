"""The first cell of a released chapter: on Google Colab, where a notebook comes alone, it installs what the rest needs
and fetches the chapter's hints.

Anywhere else it does nothing. It is no graded cell, and folded where notebooks can fold.
"""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.preprocessors import NbGraderPreprocessor

ID = "colab"
# `--find-links .`: a wheel that was put into Colab's files is taken where the package index has none.
INSTALL = "install --quiet --find-links . asynclab"
CHAPTERS = "asynclab start chapters --no-lab"
_SOURCE = """\
# @title On Google Colab, run this cell first. Anywhere else it does nothing.
import os
import sys

if "google.colab" in sys.modules and not os.path.exists("sealed.json"):
    get_ipython().run_line_magic("pip", "{install}")
    get_ipython().system("{chapters}")
    if os.path.isdir("chapters/{name}"):  # a chapter of another course does not travel with asynclab
        get_ipython().run_line_magic("cd", "-q chapters/{name}")"""
# Read-only; Colab shows the title alone, JupyterLab folds the code.
_METADATA = {"cellView": "form", "deletable": False, "editable": False, "jupyter": {"source_hidden": True}}


def first_cell(chapter: str) -> NotebookNode:
    """Return the cell of a chapter, always the same. It goes to where the chapter's hints lie, unless it is there."""
    source = _SOURCE.format(install=INSTALL, chapters=CHAPTERS, name=chapter)
    cell: NotebookNode = new_code_cell(source, id=ID, metadata=nbformat.from_dict(_METADATA))
    return cell


class FirstCell(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """A step of the student edition: put the cell above the first code cell, once. A notebook whose code never names
    asynclab has no use for it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with the cell in it."""
        code = [at for at, cell in enumerate(nb.cells) if cell.cell_type == "code"]
        ours = any("asynclab" in nb.cells[at].source for at in code)
        if ours and not any(cell.get("id") == ID for cell in nb.cells):
            nb.cells.insert(code[0], first_cell(resources["nbgrader"]["notebook"]))
        return nb, resources
