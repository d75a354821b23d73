"""How many processors there are."""

from __future__ import annotations

import os


def usable_processors() -> int:
    """Return how many processors this process may use: those of the machine, where the system does not tell."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
