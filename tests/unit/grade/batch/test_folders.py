"""A graded folder is in its place whole, or not at all."""

import os

import pytest

from asynclab.grade.batch import folders


@pytest.fixture
def place(tmp_path):
    """A graded folder's place, with an older one in it; its files are read-only."""
    place = tmp_path / "ada" / "12-boss"
    place.mkdir(parents=True)
    for name in ("a.ipynb", "b.ipynb"):
        (place / name).write_text("old")
        (place / name).chmod(0o444)
    return place


def names(folder):
    """What is in it."""
    return sorted(path.name for path in folder.iterdir())


def test_the_old_folder_stays_until_the_new_one_is_finished(place):
    """And then all of it is replaced."""
    new = folders.begin(place, keep=False)
    folders.put(new / "deep" / "c.txt", b"new")
    assert names(place) == ["a.ipynb", "b.ipynb"]
    folders.finish(place, 7)
    assert names(place) == ["deep"]
    assert names(folders.kept(place, 7)) == ["a.ipynb", "b.ipynb"]
    assert len(names(place.parent)) == 2


def test_a_new_folder_may_have_what_is_there(place):
    """Each file, and no other: by what is in it, and not by its time."""
    new = folders.begin(place, keep=True)
    assert folders.is_same(place)
    folders.put(new / "deep" / "c.txt", b"new")
    assert not folders.is_same(place)
    folders.remove(new / "deep")
    folders.put(new / "a.ipynb", b"new")
    assert not folders.is_same(place)


def test_what_is_not_graded_this_time_is_kept(place):
    """One notebook of two."""
    new = folders.begin(place, keep=True)
    folders.put(new / "a.ipynb", b"new")
    folders.finish(place, 7)
    assert {path.name: path.read_text() for path in place.iterdir()} == {"a.ipynb": "new", "b.ipynb": "old"}


def test_what_a_killed_batch_left_does_not_get_in(place):
    """Neither of a folder that was being made, nor of one that was being replaced."""
    folders.put(folders.begin(place, keep=False) / "half.ipynb", b"half")
    for name in (".12-boss.replaced", ".12-boss.before.6"):
        os.mkdir(place.parent / name)
    folders.begin(place, keep=False)
    folders.finish(place, 7)
    assert names(place) == []
    assert names(place.parent) == [".12-boss.before.7", "12-boss"]


def test_what_a_batch_replaced_or_changed_is_put_back(place):
    """The very files, read-only as they were; a second time, nothing happens."""
    folders.begin(place, keep=False)
    folders.finish(place, 7)
    for _ in range(2):
        folders.put_back(place, 7)
        assert {path.name: path.read_text() for path in place.iterdir()} == {"a.ipynb": "old", "b.ipynb": "old"}
        assert names(place.parent) == ["12-boss"]
    folders.keep_copy(place, 8)
    folders.swap(place / "a.ipynb", b"new", 0o444)
    folders.put_back(place, 8)
    assert (place / "a.ipynb").read_text() == "old"
    assert oct((place / "a.ipynb").stat().st_mode & 0o777) == "0o444"


def test_nbgraders_patterns_do_not_match_a_folder_that_is_unfinished_or_kept(place):
    """It looks for every assignment of a student by `*`."""
    folders.begin(place, keep=False)
    folders.keep_copy(place, 7)
    assert list(place.parent.glob("[!.]*")) == [place]


def test_a_file_with_the_same_content_is_left_alone(place):
    """So that nothing changes where nothing has changed."""
    before = (place / "a.ipynb").stat()
    folders.put(place / "a.ipynb", b"old")
    after = (place / "a.ipynb").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


def test_a_single_file_is_swapped_in_its_place(place):
    """With its permissions; the others stay, and nothing is left beside it, also of a batch that was killed."""
    folders.put(folders.begin(place, keep=False) / "half.ipynb", b"half")
    folders.swap(place / "a.ipynb", b"new", 0o444)
    assert {path.name: path.read_text() for path in place.iterdir()} == {"a.ipynb": "new", "b.ipynb": "old"}
    assert {oct(path.stat().st_mode & 0o777) for path in place.iterdir()} == {"0o444"}
    assert names(place.parent) == ["12-boss"]
