"""A pytest plugin for suites that know nothing of us: each of their tests runs inside `lab.simulate`, and so do the
fixtures that it has for itself.

`clock_differences.toml` is strict: a test that fails and is not listed fails the run, and so does one that is listed
and passes, or does not exist any more.
"""

from __future__ import annotations

import gc
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from asynclab import lab
from asynclab.lab.context import current
from asynclab.lab.loop import VirtualLoop

from .names import is_like, name_of

SUITE = os.environ["ASYNCLAB_SUITE"]
_LIST = Path(__file__).with_name("clock_differences.toml")
_LIMIT = 120.0  # real seconds a test


@dataclass(frozen=True)
class Difference:
    """Tests that fail on the clock. tests: patterns of module::Class::name. since, before: on which Pythons."""

    suite: str
    tests: tuple[str, ...]
    reason: str
    since: str = "3.11"
    before: str = "4"

    @property
    def here(self) -> bool:
        """Whether it is true of this Python and this suite."""
        return self.suite == SUITE and _version(self.since) <= sys.version_info[:2] < _version(self.before)


class LoopFromZero(VirtualLoop):
    """A virtual loop in the place of a suite's own fake one, whose time begins at 0 and is moved by hand."""

    def __init__(self) -> None:
        super().__init__(current().clock, current())
        self._zero = super().time()

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return round(super().time() - self._zero, 6)

    def advance_time(self, seconds: float) -> None:
        """Let virtual time pass."""
        me = current()
        self.clock.wait(me, self.clock.deadline(seconds), "the suite")


def pytest_configure(config):
    """The fake loops of CPython's suite are ours."""
    if SUITE == "cpython":
        from test.test_asyncio import utils

        def new_test_loop(self, gen=None):
            loop = LoopFromZero()
            self.set_event_loop(loop)
            return loop

        utils.TestCase.new_test_loop = new_test_loop


def pytest_collection_modifyitems(items):
    """A listed test has to fail, and all run on the clock."""
    gc.collect()
    gc.freeze()  # suites collect garbage by hand, and what libraries hold is none
    for each in filter(lambda difference: difference.here, _differences()):
        for pattern in each.tests:
            listed = [item for item in items if is_like(name_of(item), pattern)]
            if not listed:
                raise pytest.UsageError(f"Listed, but no test of the suite's (any more): {pattern}")
            for item in listed:
                item.add_marker(pytest.mark.xfail(reason=each.reason, strict=True))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Run a test with its set-up and its clean-up in one run."""
    place = {"nodeid": item.nodeid, "location": item.location}
    item.ihook.pytest_runtest_logstart(**place)
    ended = lab.simulate(lambda: runtestprotocol(item, nextitem=nextitem), real_limit=_LIMIT)
    if ended.error is not None:  # given up: what the test had set up is lost
        item.session._setupstate.stack.clear()
        failed = {"keywords": dict(item.keywords), "outcome": "failed", "longrepr": str(ended.error), "when": "call"}
        item.ihook.pytest_runtest_logreport(report=pytest.TestReport(**place, **failed))
    item.ihook.pytest_runtest_logfinish(**place)
    return True


def _differences():
    with _LIST.open("rb") as text:
        listed = tomllib.load(text).get("difference", [])
    return [Difference(**(each | {"tests": tuple(each["tests"])})) for each in listed]


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
