"""What is handed in is told apart by its content, whatever its timestamp says."""

import json
import os

import pytest

from asynclab.grade.batch.content_digest import content_digests, graded_digest


@pytest.fixture
def folder(tmp_path):
    """A submission of two notebooks, with a file beside them."""
    for name, text in (("a.ipynb", "1"), ("b.ipynb", "1"), ("data.txt", "x")):
        (tmp_path / name).write_text(text)
    return tmp_path


def digests(folder, stamp=None, ignore=()):
    """Of both notebooks."""
    return content_digests(folder, ("a", "b"), stamp, known={"a", "b"}, ignore=ignore)


def test_the_same_content_is_the_same(folder):
    """Names of notebooks and dates of files do not count, so two equal notebooks are alike."""
    before = digests(folder)
    assert before["a"] == before["b"]
    os.utime(folder / "a.ipynb", (0, 0))
    assert digests(folder) == before


def test_a_notebook_is_none_of_the_others_business(folder):
    """One that is replaced leaves the others as they were graded."""
    before = digests(folder)
    (folder / "a.ipynb").write_text("2")
    assert digests(folder)["a"] != before["a"]
    assert digests(folder)["b"] == before["b"]


@pytest.mark.parametrize("change", ["write", "rename", "remove", "add", "stamp"])
def test_whatever_else_is_handed_in_counts_for_all(folder, change):
    """A file's content, its name, that it is there, and the timestamp's text."""
    before, stamp = digests(folder), None
    if change == "write":
        (folder / "data.txt").write_text("y")
    elif change == "rename":
        (folder / "data.txt").rename(folder / "other.txt")
    elif change == "remove":
        (folder / "data.txt").unlink()
    elif change == "add":
        (folder / "more.txt").write_text("x")
    else:
        stamp = b"2026-01-01 10:00:00 UTC"
    after = digests(folder, stamp)
    assert (after["a"] != before["a"], after["b"] != before["b"]) == (True, True)


def test_what_is_passed_over_when_grading_does_not_count(folder):
    """Checkpoints, links, and names that the course ignores."""
    before = digests(folder, ignore=["*.log"])
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "a.ipynb").write_text("0")
    (folder / "run.log").write_text("0")
    (folder / "link").symlink_to("/etc/hostname")
    assert digests(folder, ignore=["*.log"]) == before


def test_what_cannot_be_read_has_a_digest_too(folder):
    """A link in place of the notebook, or nothing at all: both differ from a file, and nothing is raised."""
    before = digests(folder)
    (folder / "a.ipynb").unlink()
    gone = digests(folder)
    (folder / "a.ipynb").symlink_to("b.ipynb")
    assert digests(folder)["a"] == gone["a"] != before["a"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"metadata": []}', '{"metadata": {"asynclab": {}}}', '{"metadata": {"asynclab": 1}}']
)
def test_of_what_another_engine_made_nobody_knows(tmp_path, text):
    """Such as nbgrader's own, or an older one of ours."""
    path = tmp_path / "graded.ipynb"
    path.write_text(text)
    assert graded_digest(path) is None
    assert graded_digest(tmp_path / "nothing.ipynb") is None


def test_the_digest_of_what_was_graded_is_read_from_its_metadata(tmp_path):
    """Text, or it is none."""
    path = tmp_path / "graded.ipynb"
    for value, found in (("abc", "abc"), (3, None)):
        path.write_text(json.dumps({"metadata": {"asynclab": {"handed_in": value}}}))
        assert graded_digest(path) == found
