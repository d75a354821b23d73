"""What the tests of the lab have in common."""

from __future__ import annotations

from typing import Any

from asynclab import lab


def ran(main: Any, **options: Any) -> tuple[Any, float]:
    """What `main` returned in a run, and the virtual seconds that it took. Raises what it raised."""
    ended = lab.simulate(main, **options)
    if ended.error is not None:
        raise ended.error
    return ended.value, ended.elapsed
