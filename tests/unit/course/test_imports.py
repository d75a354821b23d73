"""What a chapter's cells import, told from its file alone."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.course.imports import imported_modules, modules_in

ROOT = Path(__file__).resolve().parents[3]
CELLS = [
    new_markdown_cell("import prose"),
    new_code_cell("import os.path as path\nfrom langgraph.graph import START"),
    new_code_cell("%time import timed"),
    new_code_cell("from . import sibling\ndef inside():\n    import late"),
    new_code_cell("import os.path, json"),
]


def test_each_module_is_named_once_in_order():
    """Of code alone, at the top of a cell; a cell that is no Python imports nothing."""
    code = [cell.source for cell in CELLS if cell.cell_type == "code"]
    assert imported_modules(code) == ("os.path", "langgraph.graph", "json")


def test_a_file_tells_what_its_cells_do(tmp_path):
    """Whether a cell's text is one string or one a line, as nbformat writes it; several files one after the other."""
    written, one, other = (tmp_path / f"{name}.ipynb" for name in ("written", "one", "other"))
    nbformat.write(new_notebook(cells=CELLS), written)
    one.write_text(json.dumps({"cells": [{"cell_type": "code", "source": "import one\nimport json"}]}))
    other.write_text(json.dumps({"cells": [{"cell_type": "code", "source": ["import json\n", "import other"]}]}))
    assert modules_in([written]) == ("os.path", "langgraph.graph", "json")
    assert modules_in([other, one, written]) == ("json", "other", "one", "os.path", "langgraph.graph")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cells": 3}', '{"cells": [{}]}', '{"cells": [{"cell_type": "code"}]}']
)
def test_a_file_that_cannot_be_read_imports_nothing(tmp_path, text):
    """Whoever needs it in earnest says what is wrong with it."""
    path = tmp_path / "broken.ipynb"
    path.write_text(text)
    assert modules_in([path, tmp_path / "missing.ipynb", tmp_path]) == ()
