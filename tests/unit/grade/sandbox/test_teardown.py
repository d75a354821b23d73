"""What is left behind is ended, and folders are emptied whatever is in them."""

import os
import signal
import subprocess

import pytest

from asynclab.grade.sandbox import empty, teardown
from asynclab.grade.sandbox.linux import kernel

from .apart import apart
from .conftest import may_mount

pytestmark = pytest.mark.slow  # processes


def test_a_folder_is_emptied_and_kept(tmp_path):
    """Files, folders, links; what a link leads to stays."""
    folder, other = tmp_path / "folder", tmp_path / "other"
    other.mkdir()
    (other / "file").touch()
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "file").touch()
    (folder / "deep" / "link").symlink_to(other)
    (folder / "link").symlink_to(other / "file")
    (folder / ".swept-0").mkdir()
    (folder / ".swept-0" / "file").touch()
    empty(folder)
    assert list(folder.iterdir()) == []
    assert (other / "file").exists()


def test_a_folder_without_permissions_is_emptied(tmp_path):
    """Its owner may give them back."""
    (tmp_path / "locked" / "inner").mkdir(parents=True)
    (tmp_path / "locked").chmod(0)
    empty(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_nesting_is_too_deep(tmp_path):
    """A path to the lowest folder would be too long for the system, and recursion too deep for Python."""

    def nest():
        os.chdir(tmp_path)
        for _ in range(700):
            os.mkdir("deeper")
            os.chdir("deeper")

    apart(nest)
    empty(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_is_empty(tmp_path):
    """No error for a folder that is gone."""
    empty(tmp_path / "gone")


def hide_processes():
    """Have /proc show nobody who may not be looked at, as on machines that many share; for this process alone."""
    kernel.own_mounts()
    subprocess.run(["mount", "-t", "proc", "-o", "hidepid=2", "proc", "/proc"], check=True)
    os.setresuid(60043, 60043, 60043)
    kernel.not_dumpable()


@pytest.mark.parametrize("hidden", [False, True])
def test_descendants_are_ended_wherever_they_went(hidden):
    """A child, its child in a session of its own, and one whose parent has ended; even if /proc shows none of them."""
    if hidden and not may_mount():
        pytest.skip("only root may mount a /proc that hides processes, and not in every container")

    def seen():
        if hidden:
            hide_processes()
        kernel.adopt_orphans()
        reading, writing = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                os.setsid()
                if os.fork():
                    os._exit(0)  # the one who stays is an orphan now
            os.write(writing, b".")
            while True:
                signal.pause()
        os.close(writing)
        ready = os.read(reading, 1) + os.read(reading, 1)
        teardown.end_descendants()
        return [ready.decode(), os.read(reading, 1).decode()]  # the end: nobody is left to hold the other one open

    assert apart(seen) == ["..", ""]


def test_with_nobody_left_there_is_nothing_to_do():
    """And nothing is looked for."""
    assert apart(teardown.end_descendants) is None
