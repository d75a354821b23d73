"""A released chapter's first cell installs what a notebook on Google Colab lacks, and does nothing anywhere else."""

import builtins
import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.course.authoring import colab
from asynclab.course.authoring.colab import FirstCell


class Shell:
    """What IPython would be told."""

    def __init__(self):
        self.told = []
        self.brings = ()

    def run_line_magic(self, name, line):
        self.told.append(f"%{name} {line}")

    def system(self, command):
        self.told.append(f"!{command}")
        for chapter in self.brings:
            Path("chapters", chapter).mkdir(parents=True)


@pytest.fixture
def shell(monkeypatch):
    """The shell that `get_ipython` gives."""
    shell = Shell()
    monkeypatch.setattr(builtins, "get_ipython", lambda: shell, raising=False)
    return shell


def run(chapter="03-astream"):
    """The cell, run as it stands."""
    exec(compile(colab.first_cell(chapter).source, "cell", "exec"), {})


@pytest.mark.parametrize(
    ("chapter", "goes"), [("03-astream", ["%cd -q chapters/03-astream"]), ("08-of-another-course", [])]
)
def test_on_colab_it_installs_asynclab_and_goes_to_its_chapter(shell, monkeypatch, tmp_path, chapter, goes):
    """By pip, into the kernel that is running (a wheel in Colab's files will do), and to where the hints lie.

    A chapter of somebody's own course does not travel with asynclab: it stays where it is.
    """
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    monkeypatch.chdir(tmp_path)
    shell.brings = ("03-astream",)
    run(chapter)
    installs = ["%pip install --quiet --find-links . asynclab", "!asynclab start chapters --no-lab"]
    assert shell.told == installs + goes


def test_where_the_chapters_hints_lie_it_does_nothing_more(shell, monkeypatch, tmp_path):
    """Run twice, it installs once, and does not go into a folder of a folder."""
    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sealed.json").touch()
    run()
    assert shell.told == []


def test_anywhere_else_it_does_nothing(shell, capsys):
    """No install, no output."""
    run()
    assert shell.told == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("kinds", "ids"),
    [
        ("prose ours code", "0 colab 1 2"),
        ("code prose ours", "colab 0 1 2"),
        ("prose code", "0 1"),
        ("prose", "0"),
        ("", ""),
    ],
)
def test_it_stands_once_above_the_first_code_cell_of_a_notebook_that_needs_asynclab(kinds, ids):
    """Below the title, so that a chapter still opens with it; an assignment of nbgrader's plain kind stays as it is."""
    make = {
        "prose": lambda id: new_markdown_cell("# asynclab", id=id),
        "code": lambda id: new_code_cell("import asyncio", id=id),
        "ours": lambda id: new_code_cell("from asynclab import check", id=id),
    }
    notebook = new_notebook(cells=[make[kind](str(at)) for at, kind in enumerate(kinds.split())])
    for _ in range(2):
        notebook, _ = FirstCell().preprocess(notebook, {"nbgrader": {"notebook": "03-astream"}})
    assert " ".join(cell.id for cell in notebook.cells) == ids
    nbformat.validate(notebook)


def test_it_is_read_only_folded_and_no_graded_cell():
    """nbgrader neither scores nor asks for it."""
    about = colab.first_cell("03-astream").metadata
    assert (about.editable, about.deletable, about.jupyter.source_hidden) == (False, False, True)
    assert "nbgrader" not in about
