"""Performing by hand, in a notebook: what kept the answer from giving its value is said at once."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from asynclab import lab
from asynclab.observe.error_kinds import SLIPS
from asynclab.observe.run import Ending, Run
from asynclab.observe.trace.exceptions import place_of
from asynclab.run_limits import CPU_LIMIT, REAL_LIMIT
from asynclab.scenario import drive, refusal
from asynclab.scenario.arguments import ScenarioError
from asynclab.scenario.own_tests.counted_tests import older_tests, without_older
from asynclab.scenario.spec import Scenario

_NAMED = 3  # of the tests that are left out
_LASTING = {Ending.HUNG: "It did not end", Ending.STOPPED: "It did not end"}


def perform(
    scenario: Scenario, namespace: Mapping[str, Any], *, real_limit: float = REAL_LIMIT, cpu_limit: float = CPU_LIMIT
) -> Run:
    """Perform the scenario with the answer in `namespace`, on a clock of its own, and return what the answer does.

    As `drive.run_scenario`, which checks use. Beside that, it writes to the standard error what a `value` of None would
    hide: that there is no such target, that it is a stub, that it did not end, or that it stopped with a slip. It says
    which tests it leaves out, as a check does, since no cell defines them any more. Raises `ScenarioError` for what is
    not a scenario, such as the call of an answer.
    """
    if not isinstance(scenario, Scenario):
        if inspect.iscoroutine(scenario):
            scenario.close()  # Python need not warn of it: the error says what it is
        raise ScenarioError(no_scenario(scenario, 'perform(call("name", ...), globals()).value'))
    if older := older_tests(scenario, namespace):
        print(_left_out(older), file=sys.stderr)
        namespace = without_older(scenario, namespace)
    try:
        run = drive.run_scenario(scenario, namespace, real_limit=real_limit, cpu_limit=cpu_limit)
    except lab.Interrupted as interrupted:
        place = place_of(interrupted.location)
        raise KeyboardInterrupt(*([] if place is None else [f"It was here: {place}"])) from None
    if told := _hidden(scenario, run):
        print(told, file=sys.stderr)
    return run


def _left_out(older: Sequence[str]) -> str:
    """What to say of tests that the kernel still has."""
    named = ", ".join(f"`{name}`" for name in older[:_NAMED])
    more = f" and {len(older) - _NAMED} more" if len(older) > _NAMED else ""
    if len(older) == 1:
        why = "It is older: its cell has been run again since, or is deleted, and does not define it now."
    else:
        why = "They are older: their cells have been run again since, or are deleted, and do not define them now."
    return f"Left out, as in the checks: {named}{more}. {why}"


def no_scenario(found: object, instead: str) -> str:
    """Say that something is not what can be performed, and what to write instead."""
    return (
        f"This is a {type(found).__name__}, and no scenario. Say what is to be called in one, with the function's name "
        f"in quotation marks: `{instead}`."
    )


def _hidden(scenario: Scenario, run: Run) -> str:
    """What to say of a run that gave no value by mistake; "" for any other."""
    problem = run.problem
    # An error that is no slip may be what its reader wants to see, in the run's `problem`.
    if problem is None or (run.ending is Ending.RAISED and problem.type not in SLIPS):
        return ""
    if run.ending is Ending.REFUSED and problem.parts is not None and problem.type == refusal.Refused.__name__:
        return f"{problem.parts.seen} {_remedy(scenario, problem.parts.remedy)}"
    if run.ending in (Ending.REFUSED, Ending.NOT_ATTEMPTED):
        return problem.message
    where = f" ({problem.place})" if problem.place is not None and problem.parts is None else ""
    told = _LASTING.get(run.ending, f"`{scenario.target}` raised {problem.type}")
    return f"{told}: {problem.message}{where} All of it is in the run's `problem`."


def _remedy(scenario: Scenario, of_a_check: str) -> str:
    """What to do about a function that a scenario does not fit: either may be what is meant."""
    if of_a_check == refusal.FIRST_LINE:
        like = f'`{scenario.how}("{scenario.target}", ...)`'
        by_hand = f"Give `{scenario.how}` what the function is to be called with, behind its name, as in {like}."
    else:
        by_hand = _BY_HAND.get(of_a_check, _NO_RUNNABLE)
    return f"{by_hand} If that is right as it stands: {of_a_check[0].lower()}{of_a_check[1:]}"


_CALL = (
    "`iterate` reads an `async def` with `yield`, item by item: what another function gives is awaited by `call(...)`, "
    "and a graph that it builds is run by `stream(...)` or `invoke(...)`."
)
_NO_RUNNABLE = (
    "`stream`, `invoke` and `events` run a graph or another runnable: what a function gives itself is awaited by "
    "`call(...)`, and read item by item by `iterate(...)`."
)
_BY_HAND = {
    refusal.ONE_VALUE: "`call` awaits one value: an `async def` with `yield` is read by `iterate(...)`.",
    refusal.A_STREAM: _CALL,
    refusal.EACH_ITEM: _CALL,
}
