"""Virtual seconds in words, and the one rounding of them."""

from __future__ import annotations

import math


def exact(time: float) -> float:
    """Virtual seconds as the clock counts them: whole microseconds. Sums of floats drift below that; `==`
    on the result is exact, and no tolerance is needed."""
    return round(time, 6) + 0.0  # no negative zero


def number(time: float) -> str:
    """Return a time without its unit and without trailing zeros: "2", "0.5", "1.000001"."""
    return f"{exact(time):.6f}".rstrip("0").rstrip(".") if math.isfinite(time) else str(time)


def seconds(time: float | None) -> str:
    """Return a time in words: "2 s", "0.5 s"; "never" for None."""
    return "never" if time is None else f"{number(time)} s"
