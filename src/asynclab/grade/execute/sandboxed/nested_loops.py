"""asyncio without nest_asyncio: what notebooks apply so that loops run inside of loops, taken out while checks work.

`nest_asyncio.apply()` and `nest_asyncio2.apply()` stand at the top of many an honest notebook and replace tasks,
futures and the ways to run a loop. Scenarios bring a loop of their own and need asyncio as it is; so the names that
these two replace are put back for a scenario and for each comparison, and then the notebook has its own again.
"""

from __future__ import annotations

import asyncio
import asyncio.events
import asyncio.futures
import asyncio.tasks
from typing import Any

_ABSENT = object()
_APPLIED = "_nest_patched"  # what both leave in asyncio
_MODULES = (
    (asyncio, "Task Future run get_event_loop _nest_patched _nest_asyncio2"),
    (asyncio.tasks, "Task _CTask"),
    (asyncio.futures, "Future _CFuture"),
    (asyncio.events, "_get_event_loop get_event_loop"),
)
_OF_LOOPS = (
    "run_forever run_until_complete _run_once _check_running _check_runnung _num_runs_pending _is_proactorloop "
    "_nest_deferred _nest_patched _nest_asyncio2"
)


class Unpatched:
    """Made before a student's code runs. `with unpatched:` asyncio is what it was then, if one of the two was applied
    since; else nothing is touched. Not to be entered twice at once."""

    def __init__(self) -> None:
        policy, loop = type(asyncio.get_event_loop_policy()), asyncio.SelectorEventLoop
        holders: list[tuple[Any, str]] = [*_MODULES, (policy, "get_event_loop"), (loop, _OF_LOOPS)]
        self._were = [
            (holder, name, vars(holder).get(name, _ABSENT)) for holder, names in holders for name in names.split()
        ]
        self._theirs: list[Any] = []

    def __enter__(self) -> None:
        if _APPLIED in vars(asyncio):
            self._theirs = [vars(holder).get(name, _ABSENT) for holder, name, _ in self._were]
            for holder, name, value in self._were:
                _put(holder, name, value)

    def __exit__(self, *_: object) -> None:
        for (holder, name, _value), value in zip(self._were, self._theirs, strict=False):
            _put(holder, name, value)
        self._theirs = []


def _put(holder: Any, name: str, value: object) -> None:
    if value is not _ABSENT:
        setattr(holder, name, value)
    elif name in vars(holder):
        delattr(holder, name)
