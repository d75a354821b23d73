"""Ends the process of a run that lets no thread of Python's look at the time: a call into C that holds the
interpreter's lock, such as `sum(iter(int, 1))` or a regular expression that backtracks without end.

The kernel sends SIGPROF when the processor time is used up, and nobody in the process has to be awake for it. Who has
a handler of their own for this signal is ended by the parent, later and by real time.
"""

from __future__ import annotations

import math
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from asynclab.run_limits import CPU_SLACK

KILLED = -signal.SIGPROF  # the exit code of a process that was ended so

_set, _PROF = signal.setitimer, signal.ITIMER_PROF  # bound now: a run refuses signals to the code in it


@contextmanager
def kill_after(cpu: float) -> Iterator[None]:
    """Have the process killed if the block takes longer than a run may. cpu: processor seconds; `math.inf`: never."""
    if math.isinf(cpu):
        yield
        return
    _set(_PROF, cpu + CPU_SLACK)
    try:
        yield
    finally:
        _set(_PROF, 0)
