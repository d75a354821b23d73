"""A cause is told where the run shows it, and not where another slip would look the same: on real runs."""

import asyncio
from contextlib import aclosing, suppress
from dataclasses import replace

import pytest

from asynclab.expect import (
    attempts,
    cleaned_up,
    first_before_last,
    items,
    items_at,
    judge,
    made,
    nothing_left,
    raised,
    reads,
    received,
    returned,
    tokens_at,
    took,
    used_all,
)
from asynclab.expect.messages.diagnosis import fast
from asynclab.observe.codec import from_json, to_json
from asynclab.scenario import call, iterate, model, perform, raises, sink, source, tool

POET = model("one two three", first=1.0, every=0.5)
DOWN = tool("web", takes=1.0, fails=[raises("ConnectionError", "reset")])
TWO = [tool("web", takes=3.0), tool("wiki", takes=1.0)]


def told(scenario, *expectations):
    """The failures of an answer in this module."""
    return judge(from_json(to_json(perform(scenario, globals()))), expectations).failures


def text(failures):
    """All that is told of them."""
    return " ".join(failure.told() for failure in failures)


# -- what is left alive ------------------------------------------------------------------------------


async def slow_to_close(poet):
    try:
        async for chunk in poet.astream("q"):
            yield chunk.content
    finally:
        await asyncio.sleep(0.5)


async def leaves_the_loop(poet):
    async for word in slow_to_close(poet):
        if word:
            break


async def reads_one_by_hand(poet):
    return await anext(slow_to_close(poet))


async def keeps_it_to_its_end(poet):
    words = slow_to_close(poet)
    return await anext(words)


async def closes_in_a_task(poet):
    words = slow_to_close(poet)
    await anext(words)
    asyncio.create_task(words.aclose())
    await asyncio.sleep(0)


async def hands_over_a_generator(poet):
    words = slow_to_close(poet)
    await anext(words)
    globals()["kept"] = words


@pytest.mark.parametrize(
    ("answer", "line"),
    [("leaves_the_loop", "break"), ("reads_one_by_hand", "return await anext(slow_to_close(poet))")],
)
def test_a_generator_that_the_loop_closes_was_dropped_and_not_fired(answer, line):
    """Nobody started a task: the line is that at which nobody held the generator any more."""
    (failure,) = told(call(answer, POET), nothing_left())
    assert failure.seen.startswith("The async generator `slow_to_close` was let go of before its end")
    assert "task" not in failure.told()
    assert "aclosing" in failure.remedy
    assert (failure.place.text, failure.place.function) == (line, answer)


def test_of_a_generator_that_went_with_its_function_no_line_is_told():
    """No line let go of it, and its own, at which it is suspended, is not to blame."""
    (failure,) = told(call("keeps_it_to_its_end", POET), nothing_left())
    assert failure.seen == (
        "The async generator `slow_to_close` was let go of before its end, and was still being closed when the answer "
        "had ended."
    )
    assert failure.place is None


def test_a_task_that_closes_a_generator_and_is_forgotten_is_told_as_a_task():
    """It was made by the answer, and nobody waited for it."""
    failures = told(call("closes_in_a_task", POET), nothing_left())
    assert failures[0].seen.startswith("The task `aclose()`")
    assert failures[0].cause == "It had been started, and nobody was waiting for it then."


def test_what_a_run_left_behind_is_counted_by_its_kind():
    """A generator is no task."""
    run = perform(call("hands_over_a_generator", POET), globals())
    globals().pop("kept")
    assert {left.kind for left in run.left} == {"generator"}
    assert fast(replace(run, spans=())).cause == f"It left {len(run.left)} generators behind."


# -- what the reader got -----------------------------------------------------------------------------


async def only_long(poet):
    async with aclosing(poet.astream("q")) as chunks:
        async for chunk in chunks:
            if len(chunk.content) > 20:
                yield chunk.content


async def only_the_last(poet):
    async with aclosing(poet.astream("q")) as chunks:
        async for chunk in chunks:
            if "three" in chunk.content:
                yield chunk.content


async def in_one_piece(poet):
    yield "".join([chunk.content async for chunk in poet.astream("q")])


async def one_late(poet):
    before = None
    async for chunk in poet.astream("q"):
        if before is not None:
            yield before
        before = chunk.content
    yield before


async def silent(poet):
    await asyncio.sleep(1.0)
    return
    yield


NOTHING = (items("one"), reads("one two three"), first_before_last("model"), items_at(1.0), received(["one"]))


@pytest.mark.parametrize("expectation", NOTHING, ids=lambda each: type(each).__name__)
def test_of_a_filter_that_lets_nothing_through_it_is_told_what_it_kept_back(expectation):
    """It yields inside the loop, and at once: neither is the slip."""
    said = text(told(iterate("only_long", POET), expectation))
    assert "`model` made 3 items, and none of them was handed on." in said
    assert "a condition that it does not meet" in said
    assert "with no list in between" not in said


@pytest.mark.parametrize("expectation", NOTHING[:2] + NOTHING[3:], ids=lambda each: type(each).__name__)
def test_of_an_answer_with_nothing_to_hand_on_no_filter_is_told(expectation):
    """Nothing was made."""
    said = text(told(iterate("silent", POET), expectation))
    assert "handed on" not in said
    assert "is reached" in said


@pytest.mark.parametrize("expectation", NOTHING, ids=lambda each: type(each).__name__)
def test_a_filter_that_lets_the_last_item_through_has_collected_nothing(expectation):
    """What was made before did not come with it."""
    said = text(told(iterate("only_the_last", POET), expectation))
    assert "collected" not in said
    assert "lump" not in said


def test_what_came_in_one_piece_is_told_as_that():
    """The early pieces stand in it."""
    assert "joined into one lump" in text(told(iterate("in_one_piece", POET), items_at(1.5, 2.0, 2.5)))
    said = text(told(iterate("in_one_piece", POET), first_before_last("model")))
    assert "at 2.5 s, the instant at which `model` made its last, and after that." in said
    assert "collected first" in said


def test_an_item_that_was_kept_back_is_told_by_when_it_was_made():
    """No call began late, and nothing was slow."""
    said = text(told(iterate("one_late", POET), items_at(1.5, 2.0, 2.5)))
    assert "What came at 2 s was there before: `model` had made it at 1.5 s." in said
    assert "began" not in said


# -- errors ------------------------------------------------------------------------------------------


async def touches_nothing(web):
    return await web.ainvoke("q")


async def raises_it_again(web):
    try:
        return await web.ainvoke("q")
    except ConnectionError:
        raise


async def raises_another(web):
    try:
        return await web.ainvoke("q")
    except ConnectionError as error:
        raise LookupError("no web") from error


async def raises_another_behind(web):
    last = None
    try:
        return await web.ainvoke("q")
    except ConnectionError as error:
        last = error
    if last is not None:
        raise LookupError("no web") from last


async def reckons_in_its_handler(web):
    try:
        return await web.ainvoke("q")
    except ConnectionError as error:
        return int(str(error))


async def tries_thrice(web):
    for _ in range(3):
        try:
            return await web.ainvoke("q")
        except ConnectionError as error:
            last = error
    raise LookupError("no web") from last


async def pauses_within_a_deadline(web):
    async with asyncio.timeout(2.5):
        while True:
            try:
                return await web.ainvoke("q")
            except ConnectionError:
                await asyncio.sleep(2.0)


async def fails_in_its_handler(web):
    try:
        return await web.ainvoke("q")
    except ConnectionError:
        return {}["web"]


@pytest.mark.parametrize("answer", ["touches_nothing", "raises_it_again"])
def test_an_error_that_came_out_is_not_said_to_have_been_caught_by_nobody(answer):
    """Raised again, it looks the same from outside."""
    (failure,) = told(call(answer, DOWN), returned("x"))
    assert failure.cause == "`web` failed with it at 1 s, and it came out of the answer."


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        ("raises_another", "Your own line raised it: look at what decides whether that line is reached"),
        ("raises_another_behind", "Your own line raised it"),
        ("reckons_in_its_handler", "Look at your line: it may be wrong by itself."),
    ],
)
def test_of_an_error_with_another_below_it_both_are_told(answer, remedy):
    """Whether it was raised from that, or came while it was handled, the record does not tell; and an error that a line
    of the student's raises is not to be caught."""
    (failure,) = told(call(answer, DOWN), returned("x"))
    both = "this error carries that along: it was raised from it, or while it was handled."
    assert failure.cause == f"`web` failed with `ConnectionError` at 1 s, and {both}"
    assert failure.remedy.startswith(remedy)


def test_of_several_calls_that_failed_alike_the_last_is_told():
    """It is the one that a loop which tries again has come to."""
    (failure,) = told(call("tries_thrice", DOWN), returned("x"))
    assert failure.cause.startswith("`web` failed with `ConnectionError` the last time at 3 s, and this error")


def test_a_look_up_that_fails_in_a_handler_is_told_by_itself():
    """The error that was handled has nothing to do with it."""
    (failure,) = told(call("fails_in_its_handler", DOWN), returned("x"))
    assert failure.cause == "What is read there has no key 'web'."


def test_a_deadline_that_is_over_in_a_pause_is_told_as_one():
    """Whatever failed before the pause: that is not what came out."""
    (failure,) = told(call("pauses_within_a_deadline", DOWN), returned("x"))
    assert failure.cause.startswith("A deadline was over at 2.5 s")
    assert "web" not in failure.sentence


# -- times -------------------------------------------------------------------------------------------


async def takes_one_more(poet):
    async with aclosing(poet.astream("q")) as chunks:
        async for chunk in chunks:
            if chunk.content.strip() == "two":
                break


async def rests_between(tools):
    await tools[0].ainvoke("q")
    await asyncio.sleep(0.5)
    await tools[1].ainvoke("q")


async def rests_after(tools):
    await asyncio.gather(*(each.ainvoke("q") for each in tools))
    await asyncio.sleep(5.0)


async def late_then_idle(tools):
    await tools[1].ainvoke("q")
    await tools[0].ainvoke("q")
    await asyncio.sleep(5.0)


async def begins_a_short_one_later(tools):
    async def later():
        await asyncio.sleep(0.5)
        await tools[1].ainvoke("q")

    await asyncio.gather(tools[0].ainvoke("q"), later())


async def leaves_after_one(poet):
    async with aclosing(poet.astream("q")) as chunks:
        return (await anext(chunks)).content


async def leaves_before_one(poet):
    with suppress(TimeoutError):
        await asyncio.wait_for(anext(poet.astream("q")), 0.5)


async def never_asks(poet):
    await asyncio.sleep(1.0)


def test_two_facts_of_one_instant_are_told_in_their_order():
    """First the last item, then the end: else the two would deny one another."""
    (failure,) = told(call("takes_one_more", POET), cleaned_up("model", at=1.5))
    assert failure.cause == "It was still read at 2 s, at the same instant, and only after that let go."


def test_calls_in_turn_that_do_not_fill_the_time_are_no_cause_of_it():
    """A pause between them is told as well; whether they may run side by side, only the task knows."""
    (failure,) = told(call("rests_between", TWO), took(3.0))
    assert failure.cause == ""
    assert "From 3 s to 3.5 s nothing was in flight." in failure.seen
    assert failure.remedy.startswith("Look for a sleep")


async def tries_each_twice(tools):
    for each in tools:
        for pause in (1.0, 0.0):
            try:
                await each.ainvoke("q")
                break
            except ConnectionError:
                await asyncio.sleep(pause)


async def catches_all_alike(tools):
    with suppress(Exception):
        await tools[0].ainvoke("q")


def test_a_pause_before_another_attempt_is_no_sleep_to_look_for():
    """What is told is that the tools were asked in turn."""
    flaky = [tool(name, takes=1.0, fails=[raises("ConnectionError", "reset")]) for name in ("web", "wiki")]
    (failure,) = told(call("tries_each_twice", flaky), took(3.0))
    assert failure.cause.startswith("They ran one after another (`web` 0-1 s, `web` 2-3 s")
    assert failure.remedy.startswith("Start what can run side by side")


def test_an_error_that_may_be_caught_is_not_asked_to_be_let_through():
    """Only the named one is; what is to become of another one, and whether that led to it, only the task knows."""
    (failure,) = told(call("catches_all_alike", [DOWN]), raised("ConnectionError"))
    assert failure.remedy == "Let it through."
    (failure,) = told(call("catches_all_alike", [DOWN]), raised("LookupError"))
    assert failure.remedy == ""


async def catches_each_alike(tools):
    for each in tools:
        with suppress(Exception):
            await each.ainvoke("q")


def test_of_two_errors_that_were_caught_the_one_of_the_named_class_is_told():
    """A child of it that failed before may have been caught with reason."""
    reset = tool("web", takes=1.0, fails=raises("ConnectionError", "reset"))
    full = tool("disk", takes=1.0, fails=raises("OSError", "full"))
    (failure,) = told(call("catches_each_alike", [reset, full]), raised("OSError"))
    assert "`disk` failed with `OSError` at 2 s" in failure.seen
    (failure,) = told(call("catches_each_alike", [reset, reset]), raised("OSError"))
    assert "`web` failed with `ConnectionError` at 1 s" in failure.seen


def test_of_an_answer_whose_last_call_began_at_once_no_late_begin_is_told():
    """What began later had ended long before."""
    (failure,) = told(call("begins_a_short_one_later", TWO), took(2.0))
    assert "Later than the first" not in failure.told()


def test_what_happened_later_is_no_cause_of_a_late_begin():
    """The rest at the end has held up nothing."""
    (failure,) = told(call("late_then_idle", TWO), attempts("web", 1, at=[0.0]))
    assert "nothing was in flight" not in failure.told()
    (failure,) = told(call("rests_after", TWO), took(3.0))
    assert "From 3 s to 8 s nothing was in flight." in failure.seen


@pytest.mark.parametrize(
    ("answer", "expectation", "said"),
    [
        ("never_asks", tokens_at("model", 1.0), "It was not called."),
        ("leaves_before_one", tokens_at("model", 1.0), "It was called at 0 s, and did not come to its end."),
        ("leaves_after_one", first_before_last("model"), "It was left after its first item."),
        ("leaves_after_one", made("model", 3), "It was left before its end, at 1.5 s."),
    ],
)
def test_a_stream_that_was_left_is_not_said_to_have_been_asked_for_its_whole_answer(answer, expectation, said):
    """How its call ended shows which it was."""
    told_of_it = text(told(call(answer, POET), expectation))
    assert said in told_of_it
    assert "whole answer" not in told_of_it


async def in_capitals(upstream, door):
    async for each in upstream:
        await door(each.upper())


async def backwards(upstream, door):
    for each in reversed([each async for each in upstream]):
        await door(each)


@pytest.mark.parametrize(("answer", "said"), [("in_capitals", "changed on the way"), ("backwards", "overtook")])
def test_items_that_were_changed_have_not_overtaken_one_another(answer, said):
    """The same items in another order, or others in their places."""
    pipe = (source(["a", "b"], every=0.1), sink(takes=1.0))
    assert said in told(call(answer, *pipe), used_all("source", "sink"))[0].cause
