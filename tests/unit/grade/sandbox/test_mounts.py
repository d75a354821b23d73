"""Closed folders are found on every way that leads through one, and covered so that only what is needed is in reach."""

import os
import subprocess
from pathlib import Path

import pytest

from asynclab.grade.sandbox import mounts
from asynclab.grade.sandbox.linux import kernel
from asynclab.grade.sandbox.mounts import Behind, behind, open_up
from tests.unit.grade.sandbox.linux.test_seccomp import refusal

from .apart import apart
from .conftest import may_mount

pytestmark = pytest.mark.slow  # processes

STRANGER = 60042


@pytest.fixture
def opened(tmp_path_factory):
    """A folder that everybody may enter, as those above it."""
    folder = tmp_path_factory.mktemp("opened").resolve()
    for above in (folder, *folder.parents[:-2]):
        if not above.stat().st_mode & 0o001:
            above.chmod(0o711)
    if behind(folder / "any"):
        pytest.skip("the folder for temporary files lies in a closed one")
    return folder


@pytest.fixture
def closed(opened):
    """A folder that nobody else may enter, in it another one, with a file that everybody could read."""
    folder = opened / "closed"
    (folder / "inner" / "deep").mkdir(parents=True)
    (folder / "inner" / "deep" / "file").write_text("text")
    (folder / "beside").write_text("secret")
    for shut in (folder / "inner", folder):
        shut.chmod(0o700)
    return folder


@pytest.fixture
def mountable():
    """Skip where nothing can be mounted."""
    if not may_mount():
        pytest.skip("only root may mount, and not in every container")


def test_where_everybody_may_go_nothing_is_closed(opened):
    """A Python in /opt needs nothing done. A path that is closed itself is not behind itself."""
    (opened / "python").mkdir(mode=0o755)
    (opened / "shut").mkdir(mode=0o700)
    assert behind(opened / "python" / "lib") is None
    assert behind(opened / "shut") is None


def test_the_outermost_closed_folder_is_the_one_to_cover(closed):
    """Those within are not there any more when it is covered."""
    path = closed / "inner" / "deep" / "file"
    assert behind(path) == Behind(closed, path)


def test_a_link_leads_behind_a_closed_folder_too(closed, opened):
    """However it is written; links in the closed folder stay, for they are what the name goes on with."""
    (opened / "absolute").symlink_to(closed / "inner")
    (opened / "relative").symlink_to("elsewhere/../closed/inner")
    (opened / "elsewhere").mkdir()
    (closed / "inner" / "link").symlink_to("deep")
    there = Behind(closed, closed / "inner" / "link" / "file")
    assert behind(opened / "absolute" / "link" / "file") == there
    assert behind(opened / "relative" / "link" / "file") == there


def test_a_link_that_leads_to_itself_is_an_error(opened):
    """And not looked at for ever."""
    (opened / "link").symlink_to("link")
    with pytest.raises(OSError, match="leads to itself"):
        behind(opened / "link" / "file")


def test_where_nothing_is_closed_nothing_is_mounted(opened):
    """No privilege is needed then."""
    before = os.stat("/proc/self/ns/mnt").st_ino
    assert apart(lambda: [open_up([opened], []), os.stat("/proc/self/ns/mnt").st_ino]) == [None, before]


def become_a_stranger():
    os.setgroups([])
    os.setresgid(STRANGER, STRANGER, STRANGER)
    os.setresuid(STRANGER, STRANGER, STRANGER)


@pytest.mark.usefixtures("mountable")
def test_a_stranger_finds_what_is_shown_and_nothing_else(closed):
    """By its own name, read-only; what lies beside it in the closed folder is not there. No umask closes it again."""

    def seen():
        os.umask(0o077)
        open_up([closed / "inner" / "deep"], [])
        root = [refusal(lambda: (closed / "new").touch()), refusal(lambda: (closed / "inner/deep/new").touch())]
        become_a_stranger()
        file = closed / "inner" / "deep" / "file"
        return [*root, file.read_text(), os.listdir(closed), os.listdir(closed / "inner")]

    assert apart(seen) == ["EROFS", "EROFS", "text", ["inner"], ["deep"]]
    assert (closed / "beside").read_text() == "secret"


@pytest.mark.usefixtures("mountable")
def test_a_single_file_and_a_link_s_both_names_are_shown(closed):
    """As for a Python that an environment's link leads to."""
    (closed / "environment").symlink_to("inner")

    def seen():
        open_up([closed / "environment" / "deep", closed / "beside"], [])
        become_a_stranger()
        names = (closed / "environment" / "deep" / "file", closed / "inner" / "deep" / "file", closed / "beside")
        return [name.read_text() for name in names]

    assert apart(seen) == ["text", "text", "secret"]


@pytest.mark.usefixtures("mountable")
def test_one_s_own_folder_can_be_written_to(closed):
    """What is written there is seen from outside, for it is the same folder."""
    own = closed / "scratch"
    own.mkdir()
    os.chown(own, STRANGER, STRANGER)

    def seen():
        open_up([closed / "inner" / "deep"], [own])
        become_a_stranger()
        return (own / "file").write_text("written")

    assert apart(seen) == 7
    assert (own / "file").read_text() == "written"


@pytest.mark.usefixtures("mountable")
def test_what_is_mounted_below_is_shown_as_it_is_and_read_only(closed):
    """A flag that a mount has, such as noexec, is not lost; and no file system below stays open to writing."""
    below = closed / "inner" / "deep" / "below"
    below.mkdir()

    def seen():
        kernel.own_mounts()
        kernel.cover(below)  # has the flag noexec
        (below / "program").write_text("#!/bin/sh\n")
        (below / "program").chmod(0o755)
        open_up([closed / "inner" / "deep"], [])
        return [refusal(lambda: (below / "new").touch()), refusal(lambda: subprocess.run([below / "program"]))]

    assert apart(seen) == ["EROFS", "EACCES"]


@pytest.mark.usefixtures("mountable")
def test_two_closed_folders_are_both_covered(closed, opened):
    """An environment in one, its base in another."""
    other = opened / "other"
    (other / "lib").mkdir(parents=True)
    (other / "lib" / "file").write_text("other")
    other.chmod(0o700)

    def seen():
        open_up([closed / "inner" / "deep", other / "lib"], [])
        become_a_stranger()
        return [(closed / "inner/deep/file").read_text(), (other / "lib/file").read_text()]

    assert apart(seen) == ["text", "other"]


@pytest.mark.usefixtures("mountable")
def test_nobody_outside_sees_a_change(closed):
    """The mounts belong to the process that made them."""
    before = Path("/proc/self/mountinfo").read_text()
    apart(lambda: mounts.open_up([closed / "inner"], []))
    assert Path("/proc/self/mountinfo").read_text() == before
