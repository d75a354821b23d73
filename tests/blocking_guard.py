"""Our own async tests fail where they block the loop that they run on: blockbuster is on while one runs.

The lab's runs are let alone. Their blocking is what many tests are about; and `simulate` is meant to be called
from a notebook's cell, beside a loop that waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pytest
from blockbuster import BlockBuster

from asynclab import lab
from asynclab.observe.blocking import system_calls

_WAITS_FOR_A_RUN = (
    ("asynclab/lab/simulation.py", "simulate"),
    ("asynclab/observe/recording.py", "record"),
    ("asynclab/scenario/drive.py", "run_scenario"),
)


@lru_cache(maxsize=1)
def _guard(sleep: object) -> BlockBuster:
    """The guard for the stand-ins of which `time.sleep` is this one: it puts back what it found when it was made."""
    guard = BlockBuster()
    for name in system_calls.CHEAP:
        del guard.functions[name]
    for function in guard.functions.values():
        function.can_block_predicate = _unless_in_a_run(function.can_block_predicate)
        for file, name in _WAITS_FOR_A_RUN:
            function.can_block_in(file, name)
    return guard


def _unless_in_a_run(may_block: Callable[..., bool]) -> Callable[..., bool]:
    def predicate(*args: Any, **kwargs: Any) -> bool:
        return lab.in_run() or may_block(*args, **kwargs)

    return predicate


@contextmanager
def guarded() -> Iterator[None]:
    """While it lasts, a call that blocks a running loop raises `blockbuster.BlockingError`."""
    system_calls.install()  # first: what the guard puts back at a test's end is what it finds now
    guard = _guard(time.sleep)
    guard.activate()
    try:
        yield
    finally:
        guard.deactivate()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Guard the tests that run on a loop."""
    if pyfuncitem.get_closest_marker("asyncio") is None:
        return (yield)
    with guarded():
        return (yield)
