"""The folder that a student's process may write to is gone when its batch is, even if that was killed."""

import os
import signal
import subprocess
import sys
import tempfile

import pytest

from asynclab.grade.sandbox.scratch import ScratchFolder, remove_abandoned

_MAKES_ONE = (
    "import sys, tempfile; from asynclab.grade.sandbox.scratch import ScratchFolder; tempfile.tempdir = sys.argv[1]; "
    "made = ScratchFolder(); (made.path / 'file').write_text('left'); print(made.path, flush=True); sys.stdin.read()"
)


@pytest.fixture(autouse=True)
def _temporary(tmp_path, monkeypatch):
    """A temporary directory that no other batch uses."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_a_scratch_folder_is_removed_with_what_is_in_it(tmp_path):
    """By whoever made it, and a second time is none."""
    made = ScratchFolder()
    with made as folder:
        (folder / "below").mkdir()
        (folder / "below" / "file").write_text("mine")
    made.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_a_killed_batch_left_is_removed_by_the_next_one_and_nothing_else(tmp_path):
    """What a living process holds stays, as do folders of other programs, and what a link leads to."""
    other, lead = tmp_path / "asynclab-other", tmp_path / "asynclab-scratch-link"
    other.mkdir()
    lead.symlink_to(other)
    with subprocess.Popen(
        [sys.executable, "-c", _MAKES_ONE, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as batch:
        theirs = batch.stdout.readline().strip()
        with ScratchFolder() as mine:
            remove_abandoned()
            assert set(tmp_path.iterdir()) == {other, lead, mine, tmp_path / theirs}
            os.kill(batch.pid, signal.SIGKILL)
            batch.wait()
            remove_abandoned()
            assert set(tmp_path.iterdir()) == {other, lead, mine}


def test_a_folder_that_another_batch_removes_before_it_is_held_is_made_anew(tmp_path, monkeypatch):
    """Between its making and its lock it is nobody's."""
    make, removed = tempfile.mkdtemp, []

    def made(**options):
        folder = make(**options)
        if not removed:
            removed.append(folder)
            remove_abandoned()
        return folder

    monkeypatch.setattr(tempfile, "mkdtemp", made)
    with ScratchFolder() as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert removed != [str(folder)]
