"""Which of the functions that a kernel has are tests that count: those that a cell of the notebook defines now.

Who knows the cells stands above this folder, and is asked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Container, Mapping
from typing import Any

from asynclab.scenario.own_tests.notebook_tests import tests_named
from asynclab.scenario.spec import Scenario

Lost = Callable[[Mapping[str, Any]], Container[str]]

_asked: list[Lost] = []


def ask(lost: Lost) -> None:
    """Have somebody say which names of a notebook do not count any more."""
    _asked[:] = [lost]


def older_tests(scenario: Scenario, namespace: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the tests of a scenario that are there and do not count; none of a scenario that runs no tests."""
    if scenario.how != "run_tests":
        return ()
    return tuple(name for name in tests_named(scenario.target, namespace) if _is_lost(name, namespace))


def without_older(scenario: Scenario, namespace: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a scenario is performed in: the namespace, where it has older tests in it a copy without them, and
    without other functions that do not count."""
    if not older_tests(scenario, namespace):
        return namespace
    return {
        name: value
        for name, value in namespace.items()
        if not (inspect.isfunction(value) and _is_lost(name, namespace))
    }


def misnamed_test(scenario: Scenario, namespace: Mapping[str, Any]) -> str:
    """Return the first function that counts, asks for what the scenario's tests are run on, and is called a test, but
    not so that it is found; "" if there is none."""
    if scenario.how != "run_tests":
        return ""
    found = tests_named(scenario.target, namespace)
    named = (name for name in namespace if "test" in name.lower() and name not in found)
    return next((name for name in named if _asks(namespace[name], scenario) and not _is_lost(name, namespace)), "")


def _asks(value: object, scenario: Scenario) -> bool:
    return inspect.isfunction(value) and not scenario.kwargs.keys().isdisjoint(inspect.signature(value).parameters)


def _is_lost(name: str, namespace: Mapping[str, Any]) -> bool:
    return any(name in lost(namespace) for lost in _asked)
