"""The cells of a saved notebook, beside what its kernel has run of them."""

from asynclab.course.cell.session.saved_cells import CellText, SavedCells


def test_a_cell_is_known_by_its_text_where_the_frontend_tells_no_id():
    """If no other cell has that text."""
    saved = SavedCells((CellText("one", "a = 1\n"), CellText("two", "b = 1"), CellText("three", "b = 1")))
    assert saved.id_of("a = 1") == "one"
    assert saved.id_of("b = 1") == ""
    assert saved.id_of("c = 1") == ""
