"""A sandbox is chosen by trying it, refused with reasons, and ends when whoever started it does."""

import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from asynclab.grade.errors import CannotContain
from asynclab.grade.job import Limits
from asynclab.grade.sandbox import Containment, SandboxKind, choose, confine, enter, sweep, what_is_missing
from asynclab.grade.sandbox.detect import find, trial
from asynclab.grade.sandbox.linux import landlock

SAYS_SO = """
import os, signal, sys
from asynclab.grade.sandbox import enter
enter(5)
os.write(int(sys.argv[1]), b".")
signal.pause()
"""
STARTS_ONE = """
import sys
from pathlib import Path
from asynclab.grade.sandbox import choose
inside, pipe, scratch = sys.argv[1:]
choose().start(["-c", inside, pipe], scratch=Path(scratch), lane=5, fds=[int(pipe)]).wait()
"""
ANSWERS = """
import os, sys
from asynclab.grade.sandbox import enter
enter(5)
os.write(int(sys.argv[2]), os.read(int(sys.argv[1]), 1))
"""


@pytest.fixture
def contained():
    """The best sandbox that there is here."""
    try:
        return choose()
    except CannotContain as refusal:
        pytest.skip(str(refusal))


def test_an_unknown_sandbox_is_refused_with_those_that_there_are():
    """So that a typing error in a configuration does not mean no sandbox."""
    with pytest.raises(ValueError, match="auto, bubblewrap, landlock, none"):
        choose("bublewrap")


def test_a_refusal_names_what_was_tried_and_what_to_do(monkeypatch, tmp_path):
    """Each kind with its reason, then what to install, then the override."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotContain) as refusal:
        choose_afresh("bubblewrap")
    assert "- bubblewrap: there is no `bwrap` on PATH" in str(refusal.value)
    assert "Install bubblewrap" in str(refusal.value)
    assert '"none"' in str(refusal.value)


def choose_afresh(preference):
    """As `choose` in a process that has not chosen before."""
    return find(preference)


def test_a_machine_with_nothing_is_told_in_one_sentence_what_to_install(monkeypatch, tmp_path):
    """Neither bubblewrap nor Landlock. With either there is something to try, and nothing to say yet."""
    monkeypatch.setattr(landlock, "version", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt-get install bubblewrap" in what_is_missing()
    assert "\n" not in what_is_missing()
    (tmp_path / "bwrap").touch(mode=0o755)
    assert what_is_missing() == ""


@pytest.mark.slow
def test_going_without_a_sandbox_is_loud(caplog):
    """Every time, whether it works or not."""
    with caplog.at_level(logging.WARNING), suppress(CannotContain):  # as root with a Python that is for root alone
        choose("none")
    assert "WITHOUT a sandbox" in caplog.text


@pytest.mark.slow
def test_without_a_sandbox_limits_and_sweeping_remain(everyones_python, tmp_path):
    """For trusted submissions: nothing outlives them, and the environment is scrubbed."""
    script = """
import os, sys, tempfile
from pathlib import Path
from asynclab.grade.sandbox import choose
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    scratch = Path(folder, "scratch")
    scratch.mkdir()
    reading, writing = os.pipe()
    process = choose("none").start(["-c", sys.argv[1], str(writing)], scratch=scratch, lane=1, fds=[writing])
    os.close(writing)
    print(os.fdopen(reading).read(), process.wait())
"""
    inside = """
import os, resource, signal, sys
from asynclab.grade.job import Limits
from asynclab.grade.sandbox import confine, enter, sweep, teardown
scratch = enter(1)
reading, writing = os.pipe()
if os.fork() == 0:
    confine(scratch, Limits(file=4096))
    if os.fork() == 0:
        os.setsid()
        signal.pause()
    os.write(writing, f"{resource.getrlimit(resource.RLIMIT_FSIZE)[0]} {os.environ.get('SECRET')}".encode())
    os._exit(0)
os.wait()
sweep()
left = len(list(teardown._descendants()))
os.write(int(sys.argv[1]), os.read(reading, 100) + f" {left} {0 in os.getresuid()}".encode())
"""
    told = subprocess.run(
        [everyones_python, "-c", script, inside],
        env={**os.environ, "SECRET": "x"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "4096 None 0 False 0\n", told.stderr


def test_nothing_is_entered_outside_a_sandbox():
    """Who calls `enter`, `confine` or `sweep` in a process of their own is told so, and nothing is killed."""
    with pytest.raises(CannotContain, match="not started in a sandbox"):
        enter(0)
    with pytest.raises(CannotContain, match="enter"):
        confine(Path("/"), Limits())
    with pytest.raises(CannotContain, match="enter"):
        sweep()


@pytest.mark.slow
def test_what_was_chosen_is_not_tried_again(contained):
    """Trying costs a process."""
    assert choose() is contained
    assert contained.kind is not SandboxKind.NONE


@pytest.mark.slow
def test_bubblewrap_holds_without_a_proc_of_its_own(contained):
    """In many containers none can be mounted."""
    if contained.kind is not SandboxKind.BUBBLEWRAP:
        pytest.skip("there is no bubblewrap here")
    assert trial(Containment(SandboxKind.BUBBLEWRAP, procfs=False)) == ""


@pytest.mark.slow
def test_a_sandbox_ends_with_the_process_that_started_it(contained, tmp_path):
    """Even when that one is killed: the pipe that only the inside still holds comes to its end."""
    reading, writing = os.pipe()
    command = [sys.executable, "-c", STARTS_ONE, SAYS_SO, str(writing), str(tmp_path)]
    starter = subprocess.Popen(command, stderr=subprocess.DEVNULL, pass_fds=[writing])
    os.close(writing)
    with open(reading, "rb", buffering=0) as pipe:
        assert pipe.read(1) == b"."
        starter.send_signal(signal.SIGKILL)
        starter.wait()
        assert pipe.read(1) == b""


@pytest.mark.slow
def test_a_sandbox_outlives_the_thread_that_started_it(contained, tmp_path):
    """The kernel would end it with the thread, but no thread of the caller's is the one that starts it."""
    question, asking = os.pipe()
    answering, answer = os.pipe()
    started = []

    def start():
        arguments = ["-c", ANSWERS, str(question), str(answer)]
        started.append(contained.start(arguments, scratch=tmp_path, lane=5, fds=[question, answer]))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    os.close(answer)
    os.write(asking, b"!")
    assert os.read(answering, 1) == b"!"
    assert started[0].wait() == 0
    for descriptor in (question, asking, answering):
        os.close(descriptor)
