"""The tests that stand in a notebook, run as pytest runs them: each with the fixtures that its parameters name.

Each has a clock of its own, and `random` a seed of its own: a test that goes by chance falls now on this side, now on
that. What came of them is the run's value: of each test, by its name, "passed" or the error that it ended with, and
where. Coroutines that the tests made and never awaited are the run's, as of any other, and the errors of their tasks
that nobody has looked at.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import FunctionType
from typing import Any
from zlib import crc32

from asynclab import lab
from asynclab.observe.run import Ending, ErrorParts, FailedTest, NeverAwaited, Place, Problem, Run
from asynclab.observe.trace.exceptions import place_of
from asynclab.scenario.live import live
from asynclab.scenario.not_attempted import not_attempted
from asynclab.scenario.own_tests.asserts import always_true, telling
from asynclab.scenario.refusal import Refused
from asynclab.scenario.scripted import Scripted
from asynclab.scenario.spec import Scenario

PASSED = "passed"
LONGEST = 3600.0  # virtual seconds, after which a test has not ended
MOST_DROPPED = 100  # coroutines that were never awaited, of all tests together; and errors that nobody looked at
SCRIPTED = "scripted"

TestFunction = FunctionType


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
    limited: partial[tuple[Run, object]],
) -> Run:
    """Run the tests one after another, each with fixtures of its own, and return what came of them as one run.

    limited: `record`, within the limits that each test has. What comes is the run of a single test where it tells of
    all: of a stub, and of a test that does not end by itself. Raises `Refused` where a test asks for what is not there.
    """
    came: dict[str, str] = {}
    dropped: list[NeverAwaited] = []
    failed: list[FailedTest] = []
    lost: list[Problem] = []
    toothless: list[Place] = []
    fixtures = (*scenario.kwargs, SCRIPTED)
    for name, test in tests.items():
        _refuse_unfit(name, test, fixtures)
        given = {each: _fixture(each, scenario.kwargs, namespace) for each in inspect.signature(test).parameters}
        chance = crc32(f"{name} {scenario.kwargs}".encode())
        run, _ = limited(partial(_ended, telling(test), given), seed=chance)
        if not_attempted(run.problem):
            return Run(Ending.NOT_ATTEMPTED, problem=run.problem, seed=scenario.seed)
        if run.stands_for_others:
            return Run(run.ending, problem=_of_a_test(run.problem), seed=scenario.seed)
        problem = _without_end(run.problem)
        came[name] = PASSED if problem is None else _told(problem)
        failed += [] if problem is None else [FailedTest(name, problem, fixtures)]
        dropped += run.never_awaited
        lost += run.unseen
        toothless += always_true(test)
    return Run(
        Ending.RETURNED,
        value=came,
        seed=scenario.seed,
        never_awaited=tuple(dropped[:MOST_DROPPED]),
        failed_tests=tuple(failed),
        unseen=tuple(lost[:MOST_DROPPED]),
        always_true=tuple(toothless[:MOST_DROPPED]),
    )


class _NoEnd(TimeoutError):
    """A test has not ended for as long as one may take. It is raised from what told its line so."""


async def _ended(test: TestFunction, given: Mapping[str, Any]) -> None:
    made = test(**given)
    if not inspect.isawaitable(made):
        return
    try:
        async with asyncio.timeout(LONGEST) as deadline:
            await made
    except TimeoutError as error:
        if not deadline.expired():
            raise  # the test's own
        raise _NoEnd from error.__context__


def _without_end(problem: Problem | None) -> Problem | None:
    """The problem of a test; of one that had no end, with the line at which it was waiting."""
    if problem is None or problem.type != _NoEnd.__name__:
        return problem
    parts = ErrorParts(
        f"it had not ended after {LONGEST:,.0f} s of the virtual clock.",
        "Perhaps what it awaits there never comes: from an event that nobody sets, or a queue that nobody fills; or a "
        "loop around it has no end.",
        "Look who is to end that wait. Where a bug may keep it from ending, put `async with asyncio.timeout(...)` "
        "around it.",
    )
    place = problem.cause.place if problem.cause is not None else None
    types = (TimeoutError.__name__, *problem.types[2:])
    return Problem(TimeoutError.__name__, parts.seen.rstrip("."), types, place, parts=parts)


def _of_a_test(problem: Problem | None) -> Problem | None:
    """The problem of a test that was stopped: the loop without an end may be that of what is tested."""
    if problem is None or problem.parts is None:
        return problem
    more = (
        "What is tested may read all that its source has before it gives anything: let a source of your own come to "
        "its end."
    )
    return replace(problem, parts=replace(problem.parts, remedy=f"{problem.parts.remedy} {more}".lstrip()))


def _told(problem: Problem) -> str:
    said = f"{problem.type}: {problem.message}" if problem.message else problem.type
    return f"{said} ({problem.place})" if problem.place is not None else said


def _refuse_unfit(name: str, test: TestFunction, fixtures: Sequence[str]) -> None:
    """Raise `Refused`, with the test's first line, where it asks for what is not there, or has a `yield`."""
    unknown = next((each for each in inspect.signature(test).parameters if each not in fixtures), "")
    if unknown:
        there = " and ".join(f"`{each}`" for each in fixtures)
        raise Refused(
            f"`{name}` asks for `{unknown}`, and no fixture is called so. There are {there}.", _first_line(test)
        )
    if inspect.isasyncgenfunction(test) or inspect.isgeneratorfunction(test):
        raise Refused(
            f"`{name}` has `yield` in it, so that calling it runs nothing. A test has none.", _first_line(test)
        )


def _first_line(test: TestFunction) -> Place | None:
    return place_of(lab.definition_of(test))


def _fixture(name: str, fixtures: Mapping[str, Any], namespace: Mapping[str, Any]) -> Any:
    return live(fixtures[name], namespace) if name in fixtures else Scripted(namespace)
