"""Somebody's tests, run by a pytest inside of ours: what became of each, and what was said of it."""

import sys
from textwrap import dedent

import pytest

HEAD = """
import asyncio
import time

import pytest

from asynclab import ALL, in_flight, never_blocked, nothing_left, now, raised, raises, together, took
"""
QUIET = ("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist", "-p", "no:nbmake", "--import-mode=importlib")


class Reports:
    """Collects what pytest says of each test, and of a module that it could not read."""

    def __init__(self):
        self.outcomes = {}
        self.said = {}

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome != "passed":
            name = report.nodeid.rpartition("::")[2]
            self.outcomes[name] = report.outcome
            self.said[name] = report.longreprtext

    def pytest_collectreport(self, report):
        assert report.outcome == "passed", report.longreprtext


def ran(folder, tests, *options):
    """Run tests of somebody's in a folder, with pytest-asyncio in strict mode unless `options` say otherwise."""
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    (folder / "test_theirs.py").write_text(HEAD + dedent(tests))
    reports = Reports()
    pytest.main([str(folder), "-c", str(folder / "pytest.ini"), *QUIET, *options], plugins=[reports])
    sys.modules.pop("test_theirs")  # the next one is of the same name
    return reports
