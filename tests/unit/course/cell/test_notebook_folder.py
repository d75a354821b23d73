"""Where a notebook lies, whatever folder a cell has gone to."""

import pytest

from asynclab.course.cell import check_context
from asynclab.course.cell.errors import NoSealedFile
from asynclab.course.cell.sealed import NAME, read
from asynclab.course.cell.session import notebook_folder as session
from asynclab.course.cell.session.notebook_folder import notebook_folder


@pytest.fixture
def chapter(tmp_path, monkeypatch):
    """A chapter's folder, in which the kernel began, beside one in which it works now."""
    for name in ("03-mini", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "03-mini" / NAME).write_text("{}")
    monkeypatch.setattr(session, "_BEGAN", tmp_path / "03-mini")
    monkeypatch.chdir(tmp_path / "data")
    return tmp_path / "03-mini"


def test_a_notebook_lies_where_its_kernel_began_after_a_cell_has_gone_elsewhere(chapter):
    """Its hints, its checks and its answers are looked for there."""
    assert notebook_folder() == chapter
    assert check_context.current().folder == chapter


def test_a_notebook_lies_where_its_kernel_works_where_a_chapter_lies_there(chapter, monkeypatch):
    """As on Colab, where a cell fetches the chapters and goes into one."""
    other = chapter.parent / "04-mini"
    other.mkdir()
    (other / NAME).write_text("{}")
    monkeypatch.chdir(other)
    assert notebook_folder().resolve() == other


def test_a_notebook_of_which_nothing_is_known_lies_where_its_kernel_works(chapter):
    """Also where that folder was deleted before the course was imported."""
    (chapter / NAME).unlink()
    assert notebook_folder().resolve() == chapter.parent / "data"


def test_a_missing_file_is_told_with_the_folder_in_which_it_was_looked_for(chapter, monkeypatch):
    """It may well lie beside the notebook; a folder that was deleted has no path."""
    with pytest.raises(NoSealedFile, match=r"data: hints and explanations travel in it.*go there with `%cd`"):
        read(notebook_folder("nothing"))
    gone = chapter.parent / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(NoSealedFile, match="which is not there any more"):
        read(notebook_folder("nothing"))
