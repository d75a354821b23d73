"""The index as a student meets it: where one stands, and no mark of a change that nobody made."""

import pytest

from .conftest import SHOTS
from .lab_page import LabPage


@pytest.fixture(scope="module")
def index(browser, server):
    """The index, open."""
    page = browser.new_page(viewport={"width": 1180, "height": 1100})
    lab = LabPage(page, server, SHOTS)
    lab.open("index.ipynb")
    yield lab
    page.close()


def test_opening_the_index_does_not_mark_it_as_changed(index):
    """What the kernel says of its language is in it already."""
    index.page.wait_for_timeout(1500)
    assert not index.changed
    index.shot("index")


def test_progress_tells_where_one_stands(index):
    """Each chapter with its points, in light and dark and in little room."""
    index.command("notebook:run-all-cells")
    shown = index.text()
    assert "0 of 42" in shown or "0 / 42" in shown, shown
    for name, look in {"progress": {}, "progress-600": {"width": 600}, "progress-dark": {"dark": True}}.items():
        index.look(**look)
        index.scroll_to(2)
        index.shot(name)
    index.look()
