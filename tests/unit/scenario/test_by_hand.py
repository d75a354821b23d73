"""Whoever performs by hand hears at once what kept the answer from giving its value."""

import asyncio

import pytest

from asynclab.observe.run import Ending
from asynclab.scenario import NotAttempted, call, invoke, iterate, perform, stream
from asynclab.scenario.arguments import ScenarioError


async def misspelt():
    return asyncio.no_such_thing


async def stub():
    raise NotAttempted("stub")


async def waits():
    await asyncio.Event().wait()


async def fails():
    raise ValueError("as its reader wants to see")


@pytest.mark.parametrize(
    ("target", "ending", "told"),
    [
        ("misspel", Ending.REFUSED, "There is a `misspelt`: is that the one?"),
        ("stub", Ending.NOT_ATTEMPTED, "not attempted yet"),
        ("waits", Ending.HUNG, "task 'waits' waits at test_by_hand.py"),
        ("misspelt", Ending.RAISED, "`misspelt` raised AttributeError: module 'asyncio' has no attribute"),
        ("misspelt", Ending.RAISED, "in misspelt: return asyncio.no_such_thing"),
    ],
)
def test_what_hid_behind_a_value_of_none_is_said(capsys, target, ending, told):
    """A name that is not there, a stub, no end, and a slip with its line."""
    run = perform(call(target), globals())
    assert (run.ending, run.value) == (ending, None)
    assert told in capsys.readouterr().err


async def takes_two(one, other):
    return one + other


async def pieces():
    yield 1


@pytest.mark.parametrize(
    ("scenario", "seen", "remedy"),
    [
        (call("takes_two"), "missing a required argument: 'one'", 'behind its name, as in `call("takes_two", ...)`'),
        (call("takes_two", 1, 2, 3), "too many positional arguments", "behind its name, as in"),
        (iterate("takes_two", one=1), "missing a required argument: 'other'", 'as in `iterate("takes_two", ...)`'),
        (call("pieces"), "`pieces` is an async generator", "with `yield` is read by `iterate(...)`"),
        (iterate("takes_two", 1, 2), "`takes_two` is a coroutine", "what another function gives is awaited by `call("),
        (iterate("abs", 1), "`abs` returned an int", "what another function gives is awaited by `call("),
        (stream("abs", 1), "`abs` gives an int", "itself is awaited by `call(...)`"),
        (invoke("takes_two", 1, 2), "`takes_two` gives an int", "itself is awaited by `call(...)`"),
    ],
)
def test_a_scenario_that_does_not_fit_its_function_may_be_the_one_to_mend(capsys, scenario, seen, remedy):
    """No check has written it; and if it is right, what a check would say is said as well."""
    perform(scenario, {**globals(), "abs": abs})
    told = capsys.readouterr().err
    assert seen in told
    assert remedy in told
    assert "If that is right as it stands: " in told
    assert "this check" not in told


def test_an_error_that_may_be_wanted_is_not_said(capsys):
    """It is in the run's `problem`, and a chapter may show it."""
    run = perform(call("fails"), globals())
    assert run.problem is not None
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("kind", ["coroutine", "str"])
def test_what_is_no_scenario_is_told_how_to_write_one(kind):
    """The call of an answer is what one writes first; Python warns of no coroutine afterwards."""
    with pytest.raises(ScenarioError, match=f"This is a {kind}, and no scenario. .*perform\\(call"):
        perform(fails() if kind == "coroutine" else "fails", globals())
