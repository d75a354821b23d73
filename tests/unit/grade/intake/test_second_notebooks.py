"""A second file with other answers beside the one that is graded is found, and nothing else is taken for one."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asynclab.grade.intake.second_notebooks import HandoutOutline, asked_of_others, second_notebooks, told_of_others

STUB, GOOD = "def ask(): ...", "def ask(): return 1"
WANTED = HandoutOutline(
    "12-boss", frozenset({"ask", "ask-order", "relay", "relay-pace"}), {"ask": STUB, "relay": "..."}
)


def notebook(ask, relay="...", **others):
    """The text of the chapter's notebook with these answers in it."""
    texts = {"ask": ask, "ask-order": "check()", "relay": relay, "relay-pace": "check()", **others}
    cells = [new_code_cell(text, metadata={"nbgrader": {"grade_id": name}}) for name, text in texts.items()]
    return nbformat.writes(new_notebook(cells=cells))


def found(folder):
    """The second files in a folder, besides a graded one with the stub."""
    (folder / "12-boss.ipynb").write_text(notebook(STUB))
    return second_notebooks(folder, WANTED, ("12-boss",))


@pytest.mark.parametrize(
    "name", ["12-boss (1).ipynb", "12-boss-Copy1.ipynb", "12-boss.ipynb.txt", "old/12-boss.ipynb", "homework.ipynb"]
)
def test_a_file_with_other_answers_is_found_whatever_its_name(tmp_path, name):
    """A browser's second download, JupyterLab's copy, one in a folder."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(notebook(GOOD))
    assert found(tmp_path) == (name,)


@pytest.mark.parametrize(
    "text",
    [
        notebook(STUB),
        notebook(f"{STUB}\r\n"),
        notebook("  "),
        notebook(STUB, **{"ask-order": "edited()"}),
        nbformat.writes(new_notebook(cells=[new_code_cell(GOOD, metadata={"nbgrader": {"grade_id": "ask"}})])),
        "{",
        "",
    ],
    ids="untouched line-ends emptied edited-check another-chapter damaged empty".split(),
)
def test_a_file_with_nothing_of_its_own_is_nothing_to_tell_of(tmp_path, text):
    """The chapter as it was handed out, another one with a cell of the same name, no notebook."""
    (tmp_path / "12-boss (1).ipynb").write_text(text)
    assert found(tmp_path) == ()


def test_a_copy_of_what_is_graded_is_nothing_to_tell_of(tmp_path):
    """A student's own backup has no other answers; beside one that cannot be read, any answer is another."""
    (tmp_path / "12-boss.ipynb").write_text(notebook(GOOD))
    (tmp_path / "12-boss-Copy1.ipynb").write_text(notebook(GOOD))
    assert second_notebooks(tmp_path, WANTED, ("12-boss",)) == ()
    (tmp_path / "12-boss.ipynb").write_text("{")
    assert second_notebooks(tmp_path, WANTED, ("12-boss",)) == ("12-boss-Copy1.ipynb",)


def test_the_assignments_other_notebooks_are_none(tmp_path):
    """Each is graded under its own name."""
    (tmp_path / "13-more.ipynb").write_text(notebook(GOOD))
    (tmp_path / "12-boss.ipynb").write_text(notebook(STUB))
    assert second_notebooks(tmp_path, WANTED, ("12-boss", "13-more")) == ()


def test_what_is_told_says_what_to_do():
    """The student: to hand in what counts; whoever grades: to ask. Of none, nothing."""
    assert told_of_others("12-boss", ("a.ipynb",)) == (
        "“a.ipynb” was handed in too, with other answers, and was not graded: only “12-boss.ipynb” was. If it is the "
        "work that counts, hand it in as “12-boss.ipynb”."
    )
    assert told_of_others("12-boss", ("a.ipynb", "b"), graded=False) == (
        "“a.ipynb” and “b” were handed in too, with other answers. If one of them is the work that counts, hand it in "
        "as “12-boss.ipynb”."
    )
    assert asked_of_others("12-boss", ("a.ipynb",), Path("submitted/eve/12-boss")) == (
        "“a.ipynb” lies beside 12-boss.ipynb in submitted/eve/12-boss, with other answers, and was not graded. Ask the "
        "student which one counts, give it the name 12-boss.ipynb, take the other away, and autograde again."
    )
    assert told_of_others("12-boss", ()) == asked_of_others("12-boss", (), Path()) == ""
