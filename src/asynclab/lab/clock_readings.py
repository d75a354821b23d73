"""What the clocks of a run show.

`monotonic` shows whole multiples of 2**-24 s. So the difference of two readings does not depend on when the process
began: a float near 4000 is coarser than one near 0, and what is compared with `>=` would turn out differently from day
to day. Seconds that binary fractions hold (0.5, 0.25) are exact, others to 60 nanoseconds, and never less than has
passed since the run began.
"""

from __future__ import annotations

from asynclab.lab.clock import Clock
from asynclab.lab.context import NANO, told
from asynclab.lab.origins import origins

_STEPS = 2**24  # a second; exact up to 17 years on the clock


def monotonic(clock: Clock) -> float:
    """Return the seconds on the clock that never goes backwards."""
    return clock.origin.monotonic - (-clock.now * _STEPS // NANO) / _STEPS


def monotonic_ns(clock: Clock) -> int:
    """Return the nanoseconds on the clock that never goes backwards."""
    return clock.origin.monotonic * NANO + clock.now


def ahead() -> float:
    """Return the seconds by which `time.monotonic` is ahead of the machine's, outside of runs."""
    return origins.ahead / NANO


def ahead_ns() -> int:
    """Return the nanoseconds by which `time.monotonic` is ahead of the machine's, outside of runs."""
    return origins.ahead


def calendar(clock: Clock) -> float:
    """Return the seconds of the calendar (Unix time)."""
    return clock.origin.calendar + told(clock.now)


def calendar_ns(clock: Clock) -> int:
    """Return the nanoseconds of the calendar (Unix time)."""
    return clock.origin.calendar * NANO + clock.now
