"""The kernel's limit of processor time."""

from __future__ import annotations

import math
import os
import signal

import pytest

from asynclab.lab.stopping import kill_after


def _left() -> float:
    return signal.getitimer(signal.ITIMER_PROF)[0]


def test_the_limit_holds_for_the_block_alone() -> None:
    """After it, no limit is set; none at all where it is infinite."""
    with kill_after(math.inf):
        assert _left() == 0
    with kill_after(1000):
        assert _left() > 0
    assert _left() == 0


def test_the_outer_limit_goes_on_after_an_inner_block() -> None:
    """With what it had left, and not with what the inner one has."""
    with kill_after(1000):
        with kill_after(10):
            assert 0 < _left() < 100
        assert _left() > 100


@pytest.mark.slow
def test_a_call_into_c_without_an_end_ends_with_its_process() -> None:
    """By the signal that the parent tells it by."""
    if (child := os.fork()) == 0:
        with kill_after(0.05):
            sum(iter(int, 1))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGPROF
