"""Landlock, without anything around it: it binds root as well as others."""

import os
import signal
import socket
from pathlib import Path

import pytest

from asynclab.grade.sandbox.linux import landlock
from tests.unit.grade.sandbox.apart import apart
from tests.unit.grade.sandbox.linux.test_seccomp import refusal

pytestmark = [
    pytest.mark.slow,  # processes
    pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock"),
]


@pytest.fixture
def folders(tmp_path):
    """Three folders with a file each: one to show, one to write to, one to hide."""
    made = [tmp_path / name for name in ("shown", "own", "hidden")]
    for folder in made:
        folder.mkdir()
        (folder / "file").write_text("text")
    return made


def test_only_what_is_named_can_be_read_or_written(folders):
    """Below the first path reading, below the second everything, elsewhere nothing; a file can be named as well."""
    shown, own, hidden = folders

    def seen():
        landlock.restrict([shown, hidden / "file"], [own])
        (own / "new").write_text("text")
        os.rename(own / "new", own / "newer")
        return [
            (shown / "file").read_text(),
            refusal(lambda: (shown / "file").write_text("")),
            refusal(lambda: (shown / "new").touch()),
            (hidden / "file").read_text(),
            refusal(lambda: os.listdir(hidden)),
            refusal(lambda: os.listdir("/")),
            refusal(lambda: os.link(shown / "file", own / "link")),
        ]

    assert apart(seen) == ["text", "EACCES", "EACCES", "text", "EACCES", "EACCES", "EXDEV"]


def test_a_path_that_is_not_there_is_no_error(folders):
    """Systems differ in what they have."""
    shown, own, _ = folders
    assert apart(lambda: landlock.restrict([shown, Path("/no/such/place")], [own, Path("/nor/this")])) is None


@pytest.mark.skipif(landlock.version() < 4, reason="this kernel's Landlock knows no TCP")
def test_tcp_is_refused(folders):
    """A second wall behind the filter, which lets no such socket be made."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def seen():
            landlock.restrict(folders[:1], folders[1:2])
            return refusal(lambda: socket.create_connection(("127.0.0.1", port)))

        assert apart(seen) == "EACCES"


@pytest.mark.skipif(landlock.version() < landlock.SIGNALS_FROM, reason="this kernel's Landlock knows no signals")
def test_signals_stay_inside(folders):
    """A child can be signalled, a parent cannot."""

    def seen():
        landlock.restrict(folders[:1], folders[1:2])
        child = os.fork()
        if child == 0:
            signal.pause()
        os.kill(child, signal.SIGKILL)
        return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), refusal(lambda: os.kill(os.getppid(), 0))]

    assert apart(seen) == [-signal.SIGKILL, "EPERM"]
