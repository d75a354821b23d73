"""Processes that are on their way before anybody knows what for: handed out once, and none is left behind."""

import os
from contextlib import closing
from dataclasses import replace

import pytest

from asynclab.grade.execute.forkserver import ForkServer
from asynclab.grade.sandbox.detect import AUTO
from asynclab.grade.sandbox.early import EarlyProcesses, starter, under_way
from asynclab.grade.sandbox.process import FORK_SERVER, JUDGE, SandboxedProcess

LANE = 930


def ended(pid):
    """Whether a process is gone from this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_a_process_is_handed_out_once_and_the_next_is_started():
    """Two who ask for the same program have two processes; one that nobody asked for ends with the block."""
    with EarlyProcesses(AUTO, (JUDGE, FORK_SERVER)) as early:
        within = early.containment
        left = early._there[FORK_SERVER].pid
        taken = early._there[JUDGE]
        assert early.start(within, JUDGE, LANE) is taken
        again = early.start(within, JUDGE, LANE)
        assert again is not taken
        again.end()
    assert ended(left)
    assert not ended(taken.pid)
    taken.end()
    assert ended(taken.pid)


@pytest.mark.slow
def test_what_is_contained_in_another_way_has_a_process_of_its_own():
    """The course's configuration may say how, and nobody knew when they were started."""
    with EarlyProcesses(AUTO, (JUDGE,)) as early:
        another = replace(early.containment, procfs=not early.containment.procfs)
        taken = early.start(another, JUDGE, LANE)
        assert taken is not early._there[JUDGE]
        taken.end()


@pytest.mark.slow
def test_who_needs_modules_has_a_process_that_imports_them():
    """The one that was started early if they are among its own; what a child can import at once depends on it."""
    with EarlyProcesses(AUTO, (FORK_SERVER,), ("json", "colorsys")) as early:
        within = early.containment
        another = early.start(within, FORK_SERVER, LANE, ("json", "chunk"))
        assert another is not early._there[FORK_SERVER]
        another.end()
        taken = early._there[FORK_SERVER]
        with closing(ForkServer(within, ("colorsys",), LANE, early.start)) as server:
            assert server.pid == taken.pid


def test_where_nothing_is_under_way_processes_are_started_as_they_are_needed():
    """A batch that formgrader starts knows of none, and a command's batch of those that the command began."""
    assert starter() is SandboxedProcess
    early = EarlyProcesses(AUTO, ())
    token = under_way.set(early)
    assert starter() == early.start
    under_way.reset(token)
