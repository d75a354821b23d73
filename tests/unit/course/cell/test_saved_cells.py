"""The cells of a saved notebook, beside what its kernel has run of them."""

import json

from asynclab.course.cell import sealed
from asynclab.course.cell.session.history.saved_cells import CellText, SavedCells, saved_cells


def test_a_cell_is_known_by_its_text_where_the_frontend_tells_no_id():
    """If no other cell has that text."""
    saved = SavedCells((CellText("one", "a = 1\n"), CellText("two", "b = 1"), CellText("three", "b = 1")))
    assert saved.id_of("a = 1") == "one"
    assert saved.id_of("b = 1") == ""
    assert saved.id_of("c = 1") == ""


def test_a_cell_that_lacks_what_nbgrader_notes_is_a_cell_all_the_same(tmp_path):
    """Nor are the others lost for it: a notebook may have been made by anything."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (), ())), encoding="utf-8")
    odd = [{}, {"grade": True}, {"grade": True, "grade_id": "a", "points": None}, {"grade": True, "checksum": 3}]
    cells = [{"cell_type": "code", "source": "x = 1", "metadata": {"nbgrader": about}} for about in odd]
    (tmp_path / "mini.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    found = saved_cells(tmp_path).cells
    assert [cell.check for cell in found] == ["", "", "a", ""]
    assert not any(cell.handed_out_as(cell.source) for cell in found)
