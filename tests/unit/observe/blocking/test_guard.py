"""The guard of our own async tests."""

from __future__ import annotations

import asyncio
import pathlib
import time

import pytest
from blockbuster import BlockingError

from asynclab import observe
from tests.blocking_guard import guarded


def test_a_test_that_blocks_its_loop_fails() -> None:
    """Sleeping and asking the file system raise in the test."""

    async def blocks() -> None:
        with pytest.raises(BlockingError, match=r"time\.sleep"):
            time.sleep(0.01)
        with pytest.raises(BlockingError, match=r"os\.stat"):
            pathlib.Path(__file__).exists()

    with guarded():
        asyncio.run(blocks())


def test_a_test_that_awaits_or_runs_the_lab_does_not() -> None:
    """Threads may block; so may what runs in virtual time, whose blocking is found and not forbidden."""

    async def awaits() -> float:
        await asyncio.to_thread(time.sleep, 0)
        run, _ = observe.record(_blocks)
        return sum(finding.stall for finding in run.blocking)

    with guarded():
        assert asyncio.run(awaits()) == 1.0


async def _blocks() -> None:
    time.sleep(1)


def test_sync_tests_are_let_alone() -> None:
    """Outside of a loop nothing is forbidden."""
    with guarded():
        assert pathlib.Path(__file__).exists()
