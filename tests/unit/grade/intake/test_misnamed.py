"""A notebook that lies under another name is found by its cells, and named with the renaming to do."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asynclab.grade.intake import misnamed

IDS = {"12-boss": ("ask", "ask-order", "relay", "relay-pace")}
SHOWN = Path("submitted/eve/12-boss")


def notebook(*names):
    """A notebook's text, with nbgrader cells of these names."""
    return nbformat.writes(new_notebook(cells=[new_code_cell(metadata={"nbgrader": {"grade_id": n}}) for n in names]))


CHAPTER = notebook(*IDS["12-boss"])


@pytest.fixture
def folder(tmp_path):
    """A student's folder."""
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "12-boss (1).ipynb",
        "12-Boss.ipynb",
        "12-boss.IPYNB",
        "12-boss.ipynb.txt",
        "12-boss.json",
        "homework.ipynb",
        "12-boss.ipynb ",
        "12-boss",
        "12-boss/12-boss.ipynb",
        "Downloads/last/12-boss-eve.ipynb",
    ],
)
def test_the_chapter_under_another_name_is_told_with_the_renaming(folder, name):
    """A browser's copy, another case, another suffix, an archive's folder: the command can be typed as it stands."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(CHAPTER)
    words = misnamed.sentence(folder, IDS, SHOWN)
    assert f"“{name}” has its cells" in words
    quoted = f"'{SHOWN}/{name}'" if " " in name else f"{SHOWN}/{name}"
    assert words.endswith(f"mv {quoted} {SHOWN}/12-boss.ipynb")


def test_of_two_that_could_be_meant_a_person_chooses(folder):
    """Which one counts is not guessed."""
    for name in ("a.ipynb", "b.ipynb"):
        (folder / name).write_text(CHAPTER)
    words = misnamed.sentence(folder, IDS, SHOWN)
    assert "“a.ipynb” and “b.ipynb” have its cells. Rename the one that counts to 12-boss.ipynb." in words
    assert "mv " not in words


@pytest.mark.parametrize("text", ["{", "[]", notebook(), notebook("answer_1", "answer_1-check"), notebook("ask")])
def test_another_notebook_is_not_taken_for_it(folder, text):
    """What cannot be read, what has other cells, what has fewer than half of them."""
    (folder / "homework.ipynb").write_text(text)
    words = misnamed.sentence(folder, IDS, SHOWN)
    assert "What is there: “homework.ipynb”." in words
    assert "Ask the student" in words


def test_half_of_the_cells_are_enough(folder):
    """Students delete cells."""
    (folder / "homework.ipynb").write_text(notebook("ask", "relay-pace"))
    assert "“homework.ipynb” has its cells" in misnamed.sentence(folder, IDS, SHOWN)


def test_an_empty_folder_is_told(folder):
    """A timestamp, the chapter's own files and what a system keeps for itself are nothing that was handed in."""
    for name in ("timestamp.txt", ".DS_Store", "sealed.json"):
        (folder / name).write_text("")
    assert f"There is no 12-boss.ipynb in {SHOWN}. The folder is empty." in misnamed.sentence(folder, IDS, SHOWN)


def test_what_lies_there_instead_is_named(folder):
    """Five files, and how many more."""
    for number in range(7):
        (folder / f"{number}.pdf").write_text("%PDF")
    assert "“4.pdf” and 2 more." in misnamed.sentence(folder, IDS, SHOWN)


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    """Nothing is looked for in it."""
    (tmp_path / "12-boss").write_text(CHAPTER)
    assert "there is a file" in misnamed.sentence(tmp_path / "12-boss", IDS, SHOWN)


def test_a_link_is_not_followed(folder, tmp_path_factory):
    """A student's link to somebody's work is no work of theirs."""
    other = tmp_path_factory.mktemp("other") / "12-boss.ipynb"
    other.write_text(CHAPTER)
    (folder / "mine.ipynb").symlink_to(other)
    (folder / "theirs").symlink_to(other.parent)
    assert "has its cells" not in misnamed.sentence(folder, IDS, SHOWN)


def test_only_a_notebook_that_is_missing_is_looked_for(folder):
    """A second copy beside the right name needs no renaming; of two notebooks the other one may be misnamed."""
    (folder / "12-boss.ipynb").write_text(CHAPTER)
    (folder / "12-boss (1).ipynb").write_text(CHAPTER)
    assert misnamed.renamings(folder, IDS, SHOWN) == ""
    both = {**IDS, "13-end": ("last",)}
    assert misnamed.renamings(folder, both, SHOWN) == ""
    (folder / "13-End.ipynb").write_text(notebook("last"))
    assert "There is no 13-end.ipynb" in misnamed.renamings(folder, both, SHOWN)
    assert misnamed.absent(folder, both) == ("13-end",)
