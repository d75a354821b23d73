"""Limits of processor time hold for machines as they are."""

import pytest

from asynclab import run_limits
from asynclab.run_limits import slowness
from asynclab.scenario import call, drive


@pytest.fixture(autouse=True)
def forgotten():
    """What was measured in this process before, and what a test measures, is forgotten."""
    slowness.cache_clear()
    yield
    slowness.cache_clear()


def test_a_machine_that_is_as_fast_as_the_limits_are_made_for_has_them_as_they_are(monkeypatch):
    """A faster one as well: nobody has less."""
    monkeypatch.setattr(run_limits, "_cpu_of_work", lambda: run_limits._NOMINAL / 2)
    assert slowness() == 1.0


def test_a_machine_that_needs_more_for_the_same_work_has_more(monkeypatch):
    """It is slow only if it always is: the fastest of the measurements counts."""
    measured = iter([9.0, 9.0, 3.0, 9.0, 9.0])
    monkeypatch.setattr(run_limits, "_NOMINAL", 1.0)
    monkeypatch.setattr(run_limits, "_cpu_of_work", lambda: next(measured))
    assert slowness() == 3.0


def test_a_run_has_what_its_machine_needs(monkeypatch):
    """Of processor time; the real seconds are what somebody waits."""
    asked = []

    def recorded(main, *, real_limit, cpu_limit, kill_limit, seed):
        asked.append((real_limit, cpu_limit, kill_limit))
        raise StopIteration

    monkeypatch.setattr(drive, "record", recorded)
    monkeypatch.setattr(drive, "slowness", lambda: 2.5)
    with pytest.raises(StopIteration):
        drive.run_scenario(call("answer"), {"answer": print}, real_limit=7.0, cpu_limit=2.0, kill_limit=3.0)
    assert asked == [(7.0, 5.0, 7.5)]
