"""Ends a run from outside, while one of its threads runs on and on; or its process, where nothing in Python can."""

from __future__ import annotations

import dis
import math
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType

from asynclab.lab.clock import Clock
from asynclab.lab.context import real_acquire
from asynclab.lab.errors import Parked, RunOver
from asynclab.lab.managed_thread import ManagedThread, open_gate, raise_in
from asynclab.lab.observer import SILENT
from asynclab.lab.owners.loops import jumps_back
from asynclab.lab.owners.ownership import Owner, frames_outwards, owner_of_frame

_TRIES = 20
_OF_A_FOR = ("FOR_ITER", "GET_ANEXT")  # what a loop goes back to that has something to go over
# Bound now: a run refuses signals to the code in it. Windows has none of them, and nothing is graded there.
_set, _PROF = getattr(signal, "setitimer", None), getattr(signal, "ITIMER_PROF", None)


@contextmanager
def kill_after(cpu: float) -> Iterator[None]:
    """Have the process killed if the block takes longer. cpu: processor seconds; `math.inf`: never, as on Windows.

    The kernel sends SIGPROF, and nobody in the process has to be awake for it: it may be in a call into C that holds
    the interpreter's lock, such as `sum(iter(int, 1))` or a regular expression that backtracks without end. It does not
    end a process that has a handler of its own for this signal. In a block within a block the inner limit counts; the
    outer one goes on after it with what it had left.
    """
    if _set is None or math.isinf(cpu):
        yield
        return
    left, _ = _set(_PROF, cpu)
    try:
        yield
    finally:
        _set(_PROF, left)


def repeats(frame: FrameType | None) -> bool:
    """Return whether one of the student's functions that a frame is in stands in a `while` loop: that one may be
    endless, and nothing that it computes shows whether it is."""
    return any(
        owner_of_frame(outer) is Owner.STUDENT and _in_while(outer.f_code, outer.f_lasti)
        for outer in frames_outwards(frame)
    )


def _in_while(code: CodeType, at: int) -> bool:
    instructions = {each.offset: each for each in dis.get_instructions(code)}
    for jump in jumps_back(code):
        if not jump.argval <= at <= jump.offset:
            continue
        behind = (each for offset, each in instructions.items() if offset >= jump.argval)
        if next(each for each in behind if each.opname != "EXTENDED_ARG").opname not in _OF_A_FOR:
            return True
    return False


def stop(clock: Clock, patience: float = 1.0) -> None:
    """End a run. Returns when the thread that holds the baton has ended, or after `patience` real seconds: what no
    exception can stop is abandoned. Call it from a thread that is not the run's."""
    clock.hooks = SILENT
    clock.closed = True
    culprit = clock.running
    for thread in clock.threads:
        if thread is not culprit:
            open_gate(thread.gate)
    if culprit is not None:  # else the root has not even begun
        _end(culprit, patience)
        if culprit is not clock.root and real_acquire(clock.root.ended, timeout=patience):
            clock.root.ended.release()
    for loop in list(clock.loops):
        loop.abandon()


def _end(thread: ManagedThread, patience: float) -> None:
    for _ in range(_TRIES):
        # The first time, it may come to a wait and end by itself: two exceptions at once could cut its clean-up short.
        # Afterwards, it may have caught the exception and gone on.
        if real_acquire(thread.ended, timeout=patience / _TRIES):
            thread.ended.release()
            return
        raise_in(thread, RunOver)
    if thread.ended.locked():
        raise_in(thread, Parked)
