"""A student's own tests, run on right code and on planted bugs: what came of each, and what a check says of it."""

import asyncio
import inspect

import pytest

from asynclab import now
from asynclab.expect import Outcome, all_pass, catches, judge
from asynclab.observe.run import Ending
from asynclab.scenario import NotAttempted, ScenarioError, from_json, implementation, perform, run_tests, to_json, tool

RELAY = """
async def relay(words):
    async for word in words:
        yield word
"""
# As right, and written otherwise.
SLOW_HAND = """
async def relay(words):
    try:
        while True:
            yield await anext(words)
    except StopAsyncIteration:
        pass
"""
COLLECTS = """
async def relay(words):
    for word in [word async for word in words]:
        yield word
"""
DROPS_THE_LAST = """
async def relay(words):
    kept = [word async for word in words]
    for word in kept[:-1]:
        yield word
"""
NEVER_ENDS = """
import asyncio

async def relay(words):
    async for word in words:
        yield word
    await asyncio.Event().wait()
"""


async def test_relay(relay, scripted):
    """A student's: all words arrive."""
    assert [word async for word in relay(scripted.source("one two three", every=1.0))] == ["one", " two", " three"]


async def test_relay_passes_on_at_once(relay, scripted):
    """A student's: the first word does not wait for the last."""
    words = relay(scripted.source("one two three", every=1.0))
    await anext(words)
    assert now() == 1.0
    await words.aclose()


test_relay.__test__ = test_relay_passes_on_at_once.__test__ = False  # none of this file's own

BOTH = {"test_relay": test_relay, "test_relay_passes_on_at_once": test_relay_passes_on_at_once}


def ran(source, namespace=BOTH):
    return perform(run_tests("test_relay", relay=implementation("relay", source)), namespace)


@pytest.mark.parametrize("source", [RELAY, SLOW_HAND])
def test_right_implementations_pass(source):
    """However they are written."""
    run = ran(source)
    assert run.value == {"test_relay": "passed", "test_relay_passes_on_at_once": "passed"}
    assert judge(run, [all_pass()]).passed
    (missed,) = judge(run, [catches("the last word is dropped")]).failures
    assert missed.seen == (
        "A bug got through: the last word is dropped. `test_relay` and `test_relay_passes_on_at_once` pass on it."
    )


@pytest.mark.parametrize("source", [COLLECTS, DROPS_THE_LAST, NEVER_ENDS])
def test_a_bug_fails_a_test_and_is_caught(source):
    """It is enough that one fails; one that waits for ever has failed after an hour of virtual time."""
    assert judge(ran(source), [catches("it is wrong")]).passed


def test_a_test_that_fails_on_right_code_is_told_with_its_error_and_its_line():
    """It asks for more than was promised."""

    async def test_relay(relay, scripted):
        """A student's: it asks for capitals."""
        assert [word async for word in relay(scripted.source("one"))] == ["ONE"], "in capitals"

    (failure,) = judge(ran(RELAY, {"test_relay": test_relay}), [all_pass()]).failures
    assert failure.seen.startswith("`test_relay` fails on code that is right: `AssertionError`: in capitals")
    assert failure.place.text.startswith("assert [word async for word in relay(")


def test_a_test_that_does_not_end_is_told_with_the_line_it_waits_at_and_its_own_timeout_as_its_own():
    """After an hour of the virtual clock; an error of the same class that it raises itself is another matter."""

    async def test_relay(relay):
        """A student's: nobody sets it."""
        await asyncio.Event().wait()

    async def test_relay_late(relay):
        """A student's: a deadline of its own."""
        async with asyncio.timeout(1):
            await asyncio.Event().wait()

    run = ran(RELAY, {"test_relay": test_relay, "test_relay_late": test_relay_late})
    hung, late = judge(run, [all_pass()]).failures
    assert hung.seen == (
        "`test_relay` fails on code that is right: it had not ended after 3,600 s of the virtual clock."
    )
    assert (hung.place.text, late.place.function) == ("await asyncio.Event().wait()", "test_relay_late")
    assert hung.cause.startswith("Perhaps what it awaits there never comes")
    assert late.seen == "`test_relay_late` fails on code that is right: `TimeoutError`."
    assert run.value["test_relay"].startswith("TimeoutError: it had not ended after 3,600 s")


def test_a_slip_in_a_test_is_told_as_that_and_not_as_caught():
    """It is the line that was raised at, in a group as well; no `except` has anything to do with it."""

    async def test_relay(relay, scripted):
        """A student's: a name that is not there."""
        scripted.sorce("one")

    async def test_relay_in_a_group(relay):
        """A student's: the same, in a task."""
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleeep(1))

    run = ran(RELAY, {"test_relay": test_relay, "test_relay_in_a_group": test_relay_in_a_group})
    one, other = judge(run, [all_pass()]).failures
    assert one.place.text == 'scripted.sorce("one")'
    assert other.place.text == "group.create_task(asyncio.sleeep(1))"
    assert one.remedy == other.remedy
    assert "how it is spelt" in one.remedy
    assert not any("caught" in failure.sentence for failure in (one, other))


def test_a_fixture_that_a_test_uses_and_does_not_ask_for_is_named():
    """A parameter is missing: no cell above defines it."""
    namespace = {}
    exec("async def test_relay(scripted):\n    relay(scripted.source('one'))\n", namespace)
    run = perform(run_tests("test_relay", relay=implementation("relay", RELAY)), namespace)
    (failure,) = judge(run, [all_pass()]).failures
    assert failure.remedy == "Ask for it by a parameter: `async def test_relay(relay, ...)`."


def test_a_test_that_awaits_nothing_catches_nothing():
    """The async test that nobody awaited: it passes whatever it is run on, and says so of itself."""

    def test_relay(relay):
        test_of_it = (word async for word in relay(None))
        assert test_of_it

    run = ran(DROPS_THE_LAST, {"test_relay": test_relay})
    assert judge(run, [catches("the last word is dropped")]).outcome is Outcome.FAILED


def test_a_test_that_reads_the_text_finds_none():
    """Neither source nor signature tells a right implementation from a planted bug."""

    async def test_relay(relay):
        """A student's: it looks for a name of the bug's."""
        assert "kept" not in inspect.getsource(inspect.unwrap(relay))

    for source in (RELAY, DROPS_THE_LAST):
        run = ran(source, {"test_relay": test_relay})
        assert "passed" not in run.value.values() or judge(run, [catches("x")]).outcome is Outcome.FAILED


def test_stubs_missing_tests_and_unknown_fixtures_are_told_as_that():
    """Not started is not wrong; a name that pytest would not find, or not fill in, is said with the names there are."""

    async def test_relay(relay):
        """A student's: not written yet."""
        raise NotAttempted("test_relay")

    async def test_relay_asks(model):
        """A student's: it asks for what is not there."""

    async def test_relay_yields(relay):
        """A student's: calling it runs nothing."""
        yield

    assert ran(RELAY, {"test_relay": test_relay}).ending is Ending.NOT_ATTEMPTED
    missing = ran(RELAY, {"relay_test": test_relay})
    assert missing.ending is Ending.REFUSED
    assert missing.problem.message.startswith("There is no function `test_relay` in this notebook")
    unknown = ran(RELAY, {"test_relay_asks": test_relay_asks})
    assert unknown.problem.place.text == "async def test_relay_asks(model):"
    assert unknown.problem.message == (
        "`test_relay_asks` asks for `model`, and no fixture is called so. There are `relay` and `scripted`."
    )
    assert "has `yield` in it" in ran(RELAY, {"test_relay_yields": test_relay_yields}).problem.message


def test_each_test_has_fixtures_of_its_own():
    """A script begins anew for each."""

    async def test_it(web):
        """A student's: it counts on a script from its beginning."""
        assert await web.ainvoke("why") == "first"

    scenario = run_tests("test_it", web=tool("web", returns=["first", "second"]))
    run = perform(scenario, {"test_it": test_it, "test_it_again": test_it})
    assert run.value == {"test_it": "passed", "test_it_again": "passed"}


def test_the_scenario_is_data():
    """It crosses the wall to where the student's tests are."""
    scenario = run_tests("test_relay", relay=implementation("relay", RELAY))
    assert from_json(to_json(scenario)) == scenario


@pytest.mark.parametrize("source", ["async def relay(:", "x = 1", "relay = 1"])
def test_an_implementation_that_cannot_be_is_the_authors_to_mend(source):
    """Told where it is written, and blamed on no student."""
    with pytest.raises(ScenarioError, match="relay"):
        implementation("relay", source)


def test_no_test_at_all_is_no_success():
    """Of a run that ran none, neither expectation holds."""
    run = ran(RELAY)
    for expectation in (all_pass(), catches("x")):
        assert judge(type(run)(Ending.RETURNED, value={}), [expectation]).outcome is Outcome.FAILED
    with pytest.raises(ValueError, match="what is wrong"):
        catches("")


def test_what_a_test_makes_and_drops_is_told_with_its_line():
    """The async test that nobody awaited is green on whatever it is run on, and is told for it on right code."""

    async def test_relay(relay, scripted):
        """A student's: the part that would fail is called, and not awaited."""

        async def all_arrive():
            """A student's: nobody runs it."""
            assert [word async for word in relay(scripted.source("one two"))] == ["one", " two"]

        all_arrive()

    run = ran(DROPS_THE_LAST, {"test_relay": test_relay})
    assert run.value == {"test_relay": "passed"}
    (dropped,) = run.never_awaited
    assert (dropped.name, dropped.place.text) == ("all_arrive", "all_arrive()")
    (told,) = judge(ran(RELAY, {"test_relay": test_relay}), [all_pass()]).failures
    assert told.seen == "`all_arrive(...)` was called and never awaited, so that nothing of it ran."
    first, second = judge(run, [catches("the last word is dropped")]).failures
    assert first == told
    assert second.seen.startswith("A bug got through: the last word is dropped.")
