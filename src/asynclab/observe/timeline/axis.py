"""An axis of virtual seconds with round numbers on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from asynclab.observe.seconds import exact, number

MOST_TICKS = 8
TICK = 1e-6  # the clock's own: nothing lies between


@dataclass(frozen=True)
class Axis:
    """Virtual seconds from 0 to `end`, which is never 0, laid over any number of columns or pixels."""

    end: float
    ticks: tuple[float, ...]

    def at(self, time: float, width: float) -> float:
        """Return where a time stands on an axis of this width; what lies outside stands at its edge."""
        return min(max(time / self.end, 0.0), 1.0) * width

    def label(self, tick: float) -> str:
        """Return a tick's text; the first tick bears the unit."""
        return f"{number(tick)} s" if tick == 0 else number(tick)


def axis(end: float) -> Axis:
    """Make an axis for a run that took so long. A run that took no time gets an axis of a second, so that it can be
    seen.
    """
    if not 0 < end < math.inf:
        return Axis(1.0, (0.0,))
    step = _step(max(end / MOST_TICKS, TICK))
    return Axis(end, tuple(exact(index * step) for index in range(int(end / step + 1e-9) + 1)))


def _step(least: float) -> float:
    """The least round number, 1, 2 or 5 times a power of ten, that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
