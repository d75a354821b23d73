"""A sleep of the student's own is told where something is late by just as much: on real runs."""

import asyncio
import time
from contextlib import aclosing

import pytest

from asynclab.expect import attempts, began, cleaned_up, items_at, judge, never_blocked, took
from asynclab.observe.codec import from_json, to_json
from asynclab.observe.critical_path import SegmentKind
from asynclab.scenario import call, iterate, model, perform, raises, sink, source, tool

POET = model("Pour it slowly", first=1.0, every=0.5)
TALK = source(["One.", " Two."], every=1.0, closing=0.5)
OURS = "Perhaps a pause too many: `asyncio.sleep` (test_own_pauses.py, line "


async def rests(poet, write):
    async for chunk in poet.astream("?"):
        await write(chunk.content)
        await asyncio.sleep(0.5)


async def naps(poet, write):
    async for chunk in poet.astream("?"):
        await write(chunk.content)
        time.sleep(0.5)


async def hands_on(tokens):
    async with aclosing(tokens):
        async for text in tokens:
            await asyncio.sleep(0.25)
            yield text


async def holds(tokens):
    async with aclosing(tokens):
        async for text in tokens:
            time.sleep(0.25)
            yield text


async def asks(web):
    await asyncio.sleep(2)
    return await web.ainvoke("?")


async def asks_beside(web):
    async def rest():
        await asyncio.sleep(2)

    await asyncio.gather(rest(), web.ainvoke("?"))


async def reads_beside(poet, write):
    async def read(queue):
        async for chunk in poet.astream("?"):
            queue.put_nowait(chunk.content)
        queue.put_nowait("")

    queue = asyncio.Queue()
    reading = asyncio.create_task(read(queue))
    while text := await queue.get():
        await write(text)
        await asyncio.sleep(0.25)
    await reading


async def retries(web, last):
    for n in range(3):
        try:
            return await web.ainvoke("?")
        except ConnectionError:
            if last or n < 2:
                await asyncio.sleep(2**n)
    return "gave up"


async def tidies_up(web):
    try:
        return await web.ainvoke("?")
    except ConnectionError:
        await asyncio.sleep(2)
        return "tidy"


async def retries_both(web, wiki, last):
    return await asyncio.gather(retries(web, last), retries(wiki, last))


def run_of(scenario):
    """The run, as it comes out of another process."""
    return from_json(to_json(perform(scenario, globals())))


@pytest.mark.parametrize(
    ("scenario", "promise", "seconds"),
    [
        (call("rests", POET, sink("write")), began("write", 1.5, 2.0, 2.5), "1 s"),
        (call("rests", POET, sink("write")), attempts("write", 3, at=[1.5, 2.0, 2.5]), None),
        (call("rests", POET, sink("write")), took(2.5), "1.5 s"),
        (iterate("hands_on", TALK), items_at(1.0, 2.0), "0.5 s"),
        (iterate("hands_on", TALK).reading(take=1), cleaned_up("source", at=1.5), "0.25 s"),
        (call("asks", tool("web", takes=1.0)), began("web", 0.0), "2 s"),
        (call("asks", tool("web", takes=1.0)), began("web", 1.0), None),
        (call("asks_beside", tool("web", takes=3.0)), took(1.0), None),
    ],
)
def test_a_pause_is_told_with_its_line_where_something_is_late_by_as_much(scenario, promise, seconds):
    """Whatever it is that is late; by another number, the pause may be due, and something else too long."""
    (failure,) = judge(run_of(scenario), [promise]).failures
    if seconds is None:
        assert OURS not in failure.told()
    else:
        assert failure.cause.startswith(OURS)
        assert failure.cause.endswith(f"had slept for {seconds} until then, and it is late by as much.")
        assert failure.remedy == "If nothing asks for a pause there, take it out."


def test_a_loop_that_was_held_before_the_reader_left_is_told_where_it_is_late_by_as_much():
    """He left later for it; of nothing else that is late it is the reason."""
    late = run_of(iterate("holds", TALK).reading(take=1))
    (failure,) = judge(late, [cleaned_up("source", at=1.5)]).failures
    assert "`time.sleep`" in failure.cause
    (failure,) = judge(late, [cleaned_up("source", at=1.6)]).failures
    assert failure.cause == ""


@pytest.mark.parametrize(
    ("scenario", "told"),
    [
        (
            call("rests", POET, sink("write")),
            "4 s = model 1.5 + waiting 0.5 + model 0.5 + waiting 0.5 + model 0.5 + waiting 0.5",
        ),
        (iterate("hands_on", TALK), "3 s = source 1 + waiting 0.25 + source 1 + waiting 0.25 + source 0.5"),
        (iterate("holds", TALK), "3 s = source 1 + time.sleep 0.25 + source 1 + time.sleep 0.25 + source 0.5"),
        (call("reads_beside", POET, sink("write")), "2.75 s = model 2.5 + waiting 0.25"),
    ],
)
def test_a_stream_is_not_told_to_have_taken_what_its_reader_slept(scenario, told):
    """What one task reads does not go on while that task sleeps; what another one reads does."""
    assert str(run_of(scenario).critical_path()) == told


def test_only_what_is_the_students_own_sleep_is_a_pause():
    """What is scripted takes its time too, and so do a thread and a lock."""
    run = run_of(call("rests", POET, sink("write", takes=0.25)))
    assert [(each.start, each.end, each.task) for each in run.pauses] == [
        (1.75, 2.25, ""),
        (3.0, 3.5, ""),
        (4.25, 4.75, ""),
    ]
    assert {each.place.text for each in run.pauses} == {"await asyncio.sleep(0.5)"}
    (beside,) = run_of(call("asks_beside", tool("web", takes=3.0))).pauses
    assert (beside.start, beside.end, beside.task) == (0.0, 2.0, "rest")
    blocked = run_of(call("naps", POET, sink("write")))
    assert blocked.pauses == ()
    assert not never_blocked().judge(run)
    assert SegmentKind.BLOCKED in {each.kind for each in blocked.critical_path().segments}


DEAD = tool("web", takes=1.0, fails=raises("ConnectionError", "reset"))
BEHIND = "After `web` had failed for the last time at 6 s, `asyncio.sleep` (test_own_pauses.py, line "


def test_a_pause_behind_the_last_attempt_is_told_as_waiting_for_nothing():
    """With its line, how long it was, and what was to be asked before it; also where another call goes on beside it."""
    slow = tool("wiki", takes=7.0)
    for scenario, due, waited in (
        (call("retries", DEAD, True), 6.0, "4 s"),
        (call("retries_both", DEAD, tool("wiki", takes=1.0), True), 6.0, "4 s"),
        (call("retries_both", DEAD, slow, True), 7.0, "4 s"),
    ):
        (failure,) = judge(run_of(scenario), [took(due)]).failures
        assert failure.cause.startswith(BEHIND)
        assert failure.cause.endswith(f"waited {waited} more, and nothing came of it.")
        assert failure.remedy.startswith("Pause only where another attempt follows")


def test_a_pause_before_another_attempt_is_not_told_to_be_one_too_many():
    """It is late by as much where it should not have been tried again: the pause is not to be blamed for that. One that
    no attempt has ever followed is none of a retry's."""
    refused = tool("web", takes=1.0, fails=[raises("ConnectionError", "no")])
    (failure,) = judge(run_of(call("retries", refused, False)), [took(2.0)]).failures
    assert "pause" not in failure.told()
    (failure,) = judge(run_of(call("retries", DEAD, False)), [took(5.0)]).failures
    assert "nothing came of it" not in failure.told()
    (failure,) = judge(run_of(call("tidies_up", DEAD)), [took(1.0)]).failures
    assert "nothing came of it" not in failure.told()
