"""The tests that stand in a notebook, run as pytest runs them: each with the fixtures that its parameters name.

Each has a clock of its own, and `random` a seed of its own: a test that goes by chance falls now on this side, now on
that. What came of them is the run's value: of each test, by its name, "passed" or the error that it ended with, and
where. Coroutines that the tests made and never awaited are the run's, as of any other.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from zlib import crc32

from asynclab.observe.recording import record
from asynclab.observe.run import Ending, NeverAwaited, Problem, Run
from asynclab.scenario.live import live
from asynclab.scenario.not_attempted import not_attempted
from asynclab.scenario.refusal import Refused
from asynclab.scenario.scripted import Scripted
from asynclab.scenario.spec import Scenario

PASSED = "passed"
LONGEST = 3600.0  # virtual seconds, after which a test has not ended
MOST_DROPPED = 100  # coroutines that were never awaited, of all tests together
SCRIPTED = "scripted"

TestFunction = Callable[..., Any]


def tests_named(prefix: str, namespace: Mapping[str, Any]) -> dict[str, TestFunction]:
    """Return the functions of a notebook that are called so, or so and more after a "_"; in the order they stand in."""
    return {
        name: found
        for name, found in namespace.items()
        if (name == prefix or name.startswith(f"{prefix}_")) and inspect.isfunction(found)
    }


def run_of_tests(
    scenario: Scenario,
    tests: Mapping[str, TestFunction],
    namespace: Mapping[str, Any],
    real_limit: float,
    cpu_limit: float,
) -> Run:
    """Run the tests one after another, each with fixtures of its own, and return what came of them as one run.

    That is the run of a single test where it tells of all: of a stub, and of a test that does not end by itself.
    Raises `Refused` where a test asks for what is not there.
    """
    came: dict[str, str] = {}
    dropped: list[NeverAwaited] = []
    for name, test in tests.items():
        given = {each: _fixture(name, each, scenario.kwargs, namespace) for each in inspect.signature(test).parameters}
        if inspect.isasyncgenfunction(test) or inspect.isgeneratorfunction(test):
            raise Refused(f"`{name}` has `yield` in it, so that calling it runs nothing. A test has none.")
        chance = crc32(f"{name} {scenario.kwargs}".encode())
        run, _ = record(partial(_ended, test, given), real_limit=real_limit, cpu_limit=cpu_limit, seed=chance)
        if not_attempted(run.problem):
            return Run(Ending.NOT_ATTEMPTED, problem=run.problem, seed=scenario.seed)
        if run.stands_for_others:
            return Run(run.ending, problem=run.problem, seed=scenario.seed)
        came[name] = PASSED if run.problem is None else _told(run.problem)
        dropped += run.never_awaited
    return Run(Ending.RETURNED, value=came, seed=scenario.seed, never_awaited=tuple(dropped[:MOST_DROPPED]))


async def _ended(test: TestFunction, given: Mapping[str, Any]) -> None:
    async with asyncio.timeout(LONGEST):
        made = test(**given)
        if inspect.isawaitable(made):
            await made


def _told(problem: Problem) -> str:
    said = f"{problem.type}: {problem.message}" if problem.message else problem.type
    return f"{said} ({problem.place})" if problem.place is not None else said


def _fixture(test: str, name: str, fixtures: Mapping[str, Any], namespace: Mapping[str, Any]) -> Any:
    if name in fixtures:
        return live(fixtures[name], namespace)
    if name == SCRIPTED:
        return Scripted(namespace)
    there = " and ".join(f"`{each}`" for each in (*fixtures, SCRIPTED))
    raise Refused(f"`{test}` asks for `{name}`, and no fixture is called so. There are {there}.")
