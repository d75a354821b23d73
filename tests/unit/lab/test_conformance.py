"""A slice of CPython's own tests on the clock; `make conformance` runs them all."""

from __future__ import annotations

import importlib.util

import pytest

from tests.conformance.__main__ import SUITES, Suite, run


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("test.test_asyncio") is None, reason="CPython's tests are not installed")
def test_cpythons_locks_queues_and_timeouts_hold_on_the_clock() -> None:
    """Every test passes that passes on plain asyncio."""
    whole = SUITES["cpython"]
    modules = tuple(f"test.test_asyncio.test_{name}" for name in ("locks", "queues", "timeouts"))
    result = run(Suite("cpython-slice", whole.plugin, modules, whole.without), (), ours=True)
    assert (result.status, result.listed) == (0, 0)
    assert result.passed > 140
