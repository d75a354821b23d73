"""A start gives a student the chapters, and never takes anything of theirs."""

import errno
import os

import pytest

from asynclab.course.authoring.manifest import read as read_manifest
from asynclab.student import safe_files
from asynclab.student.edition import released
from asynclab.student.errors import FolderRefused
from asynclab.student.folder import NAME, Folder, chosen, start

from .editions import FIRST, edit, edition, snapshot


@pytest.fixture
def course(tmp_path):
    """An edition to start with."""
    return edition(tmp_path / "edition")


@pytest.fixture
def folder(tmp_path):
    """Where the student wants it."""
    return Folder(tmp_path / "mine")


def test_a_new_folder_gets_every_file_of_the_edition(folder, course):
    """Byte for byte, and a copy of each as it was handed out."""
    started = start(folder, course)
    assert started.new
    assert snapshot(folder.root / ".asynclab" / "handed-out") == snapshot(course.root)
    assert {path: data for path, data in snapshot(folder.root).items() if ".asynclab" not in path} == snapshot(
        course.root
    )


def test_a_second_start_changes_nothing(folder, course):
    """Whatever the student did: edits, files of their own, a broken notebook."""
    start(folder, course)
    edit(folder.root / FIRST.notebook, fanout="fanout = 'mine'")
    (folder.root / "12-boss" / "12-boss.ipynb").write_text("{", encoding="utf-8")
    (folder.root / "notes.txt").write_text("mine", encoding="utf-8")
    before = snapshot(folder.root)
    assert str(start(folder, course)) == f"{folder.root} is as you left it."
    assert snapshot(folder.root) == before


def test_what_was_deleted_comes_back_as_it_was_handed_out(folder, course, tmp_path):
    """Also when the installation has a newer text: that is for --update to bring."""
    start(folder, course)
    (folder.root / FIRST.notebook).unlink()
    newer = edition(tmp_path / "newer", chapter_7="{}")
    started = start(folder, newer)
    assert (started.copied, started.newer) == (1, (FIRST.name,))
    assert (folder.root / FIRST.notebook).read_bytes() == (course.root / FIRST.notebook).read_bytes()
    assert "asynclab start --update" in str(started)


def test_a_folder_with_other_things_in_it_is_fine(folder, course):
    """Such as a fresh repository."""
    folder.root.mkdir()
    (folder.root / "README.md").write_text("mine", encoding="utf-8")
    assert start(folder, course).new
    assert (folder.root / "README.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["index.ipynb", "course.json", FIRST.name])
def test_a_file_of_the_same_name_is_not_touched(folder, course, name):
    """The start is refused before anything is written."""
    folder.root.mkdir()
    (folder.root / name).write_text("mine", encoding="utf-8")
    with pytest.raises(FolderRefused, match=name):
        start(folder, course)
    assert snapshot(folder.root) == {name: b"mine"}


def test_a_folder_in_a_course_is_not_begun_in(folder, course):
    """Somebody took a chapter's name for the folder's: they hear where the course is."""
    start(folder, course)
    before = snapshot(folder.root)
    for name in (FIRST.name, "elsewhere"):
        with pytest.raises(FolderRefused, match=f"asynclab start {folder.root}"):
            start(Folder(folder.root / name), course)
    assert snapshot(folder.root) == before


def test_a_file_in_place_of_a_chapter_is_told(folder, course):
    """It may be anything of the student's: they move it away."""
    start(folder, course)
    for path in (folder.root / FIRST.name).iterdir():
        path.unlink()
    (folder.root / FIRST.name).rmdir()
    (folder.root / FIRST.name).write_text("mine", encoding="utf-8")
    with pytest.raises(FolderRefused, match="rename it, and start again"):
        start(folder, course)


def test_a_file_is_not_a_folder(folder, course):
    """Nor is a link that leads nowhere."""
    folder.root.write_text("mine", encoding="utf-8")
    with pytest.raises(FolderRefused, match="is a file"):
        start(folder, course)


def test_what_an_instructor_hands_out_is_not_worked_in(tmp_path, course):
    """The next build would write over a student's work in it."""
    for name in ("notebooks", "source"):
        (tmp_path / name).mkdir()
    release = Folder(edition(tmp_path / "release").root)
    with pytest.raises(FolderRefused, match="made anew"):
        start(release, course)


def test_the_edition_itself_is_not_worked_in(course):
    """`asynclab start release` in a checkout would spoil what is handed out; so would a folder in it."""
    for root in (course.root, course.root / "deeper"):
        with pytest.raises(FolderRefused, match="keeps its own chapters"):
            start(Folder(root), course)


def test_a_folder_that_was_cloned_is_taken_as_it_is(folder, course):
    """The same edition without a note of what was handed out: what is missing is put in."""
    edition(folder.root)
    (folder.root / FIRST.notebook).unlink()
    started = start(folder, course)
    assert (started.new, started.copied, started.newer) == (False, 1, ())


@pytest.mark.parametrize("after", range(13))
def test_a_disk_that_is_full_half_way_loses_nothing_and_the_next_start_goes_on(folder, course, monkeypatch, after):
    """After any file: the sentence says what to do, no half file is left, and in the end all are there."""
    real, done = os.replace, []

    def full(source, target):
        if len(done) == after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        done.append(target)
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(safe_files.os, "replace", full)
        with pytest.raises(FolderRefused, match="Make room and start again"):
            start(folder, course)
    assert not [path for path in snapshot(folder.root) if path.endswith(".part")]
    start(folder, course)
    assert {path: data for path, data in snapshot(folder.root).items() if ".asynclab" not in path} == snapshot(
        course.root
    )


def test_where_nothing_may_be_written_is_told(folder, course, monkeypatch):
    """With what to do instead."""

    def denied(source, target):
        raise PermissionError(errno.EACCES, "Permission denied", str(target))

    monkeypatch.setattr(safe_files.os, "replace", denied)
    with pytest.raises(FolderRefused, match="Name a folder of your own"):
        start(folder, course)


def test_without_a_name_it_is_the_course_that_one_is_in(tmp_path, course):
    """At its top, and in a chapter's folder; elsewhere a new one."""
    start(Folder(tmp_path / "mine"), course)
    assert chosen("", tmp_path / "mine").root == tmp_path / "mine"
    assert chosen("", tmp_path / "mine" / FIRST.name).root == tmp_path / "mine"
    assert chosen("", tmp_path).root == tmp_path / NAME
    assert chosen("there", tmp_path).root == tmp_path / "there"


def test_the_released_chapters_are_found_in_a_checkout():
    """And they are the ones that are committed."""
    edition = released()
    assert edition.chapters == read_manifest(edition.root).chapters
    assert edition.names
