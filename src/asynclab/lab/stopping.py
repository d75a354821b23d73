"""Ends a run from outside, while one of its threads runs on and on."""

from __future__ import annotations

from asynclab.lab.clock import Clock
from asynclab.lab.context import real_acquire
from asynclab.lab.errors import Parked, RunOver
from asynclab.lab.managed_thread import ManagedThread, open_gate, raise_in
from asynclab.lab.observer import SILENT

_TRIES = 20


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
