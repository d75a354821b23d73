"""Expectations on real runs: right answers keep them, wrong ones break them with the words a student needs.

Every run goes through JSON first, as it will between two processes.
"""

import asyncio
import time
from contextlib import aclosing

import pytest

from asynclab.expect import (
    Outcome,
    attempts,
    cleaned_up,
    failed,
    first_before_last,
    in_flight,
    items,
    items_at,
    judge,
    let_go,
    made,
    nested,
    never_ahead,
    never_blocked,
    nothing_left,
    order,
    queue_bounded,
    returned,
    tagged,
    together,
    tokens_at,
    took,
    traced,
    used_all,
)
from asynclab.observe.codec import from_json, to_json
from asynclab.scenario import ALL, call, iterate, model, perform, raises, sdk, sink, source, tool
from asynclab.scenario.variations import varied

# -- answers -----------------------------------------------------------------------------------------


async def side_by_side(tools):
    return await asyncio.gather(*[each.ainvoke("q") for each in tools])


async def in_turn(tools):
    return [await each.ainvoke("q") for each in tools]


async def as_they_finish(tools):
    return [await each for each in asyncio.as_completed([each.ainvoke("q") for each in tools])]


async def behind_a_lock(tools):
    lock = asyncio.Lock()

    async def one(tool):
        async with lock:
            return await tool.ainvoke("q")

    return await asyncio.gather(*(one(each) for each in tools))


async def behind_one_thread(search):
    slots = asyncio.Semaphore(1)

    async def ask(query):
        async with slots:
            return await asyncio.to_thread(search, query)

    return await asyncio.gather(*(ask(query) for query in "ab"))


async def handed_over_too_late(search):
    try:
        await asyncio.get_running_loop().run_in_executor(
            None,
            search("why?"),
        )
    except TypeError:
        return "odd"


async def one_worker(tools):
    queue, answers = list(tools), []

    async def work():
        while queue:
            answers.append(await queue.pop(0).ainvoke("q"))

    await asyncio.create_task(work())
    return answers


async def in_threads(search):
    return await asyncio.gather(*(asyncio.to_thread(search, query) for query in "ab"))


async def waits_with_wait(tools):
    jobs = [asyncio.create_task(each.ainvoke("q")) for each in tools]
    await asyncio.wait(jobs)


async def waits_behind_a_shield(tools):
    await asyncio.gather(*(asyncio.shield(each.ainvoke("q")) for each in tools))


async def waits_for_nobody():
    await asyncio.Event().wait()


async def polls(tools, pause):
    inside = False

    async def one(tool):
        nonlocal inside
        while inside:
            await asyncio.sleep(pause)
        inside = True
        await tool.ainvoke("q")

    await asyncio.gather(*(one(each) for each in tools))


async def after_a_nap(tools):
    time.sleep(2)
    return await side_by_side(tools)


async def fire_and_forget(tools):
    asyncio.create_task(side_by_side(tools), name="feeder")
    return ["ok"] * len(tools)


async def two_at_a_time(tools):
    slots = asyncio.Semaphore(2)

    async def one(each):
        async with slots:
            return await each.ainvoke("q")

    return await asyncio.gather(*map(one, tools))


async def with_patience(tools):
    for attempt in range(3):
        try:
            return await tools[0].ainvoke("q")
        except ConnectionError:
            await asyncio.sleep(2**attempt)
    raise ConnectionError("gave up")


async def streamed(model, config=None):
    async with aclosing(model.astream("q", config)) as chunks:
        async for chunk in chunks:
            yield chunk.content


async def collected(model):
    for text in [chunk.content async for chunk in model.astream("q")]:
        yield text


async def swallowed(model):
    try:
        async for chunk in model.astream("q"):
            yield chunk.content
    except BaseException:
        await asyncio.sleep(1)


async def piped(upstream, door, bound):
    queue = asyncio.Queue(bound)

    async def feed():
        async for each in upstream:
            await queue.put(each)
        await queue.put(None)

    async def drain():
        while (each := await queue.get()) is not None:
            await door(each)

    await asyncio.gather(feed(), drain())


async def bounded(upstream, door):
    await piped(upstream, door, 1)


async def unbounded(upstream, door):
    await piped(upstream, door, 0)


# -- scenarios ---------------------------------------------------------------------------------------

TOOLS = [
    tool("web", takes=3.0, returns="a"),
    tool("wiki", takes=2.0, returns="b"),
    tool("news", takes=1.0, returns="c"),
]
POET = model("one two three", first=1.0, every=0.5)
FLAKY = [tool("web", takes=1.0, fails=[raises("ConnectionError", "reset")] * 2, returns="at last")]
SEARCH = sdk("search", takes=1.0)
PIPE = (source(range(6), every=0.1), sink(takes=1.0))

RIGHT = {
    "fan-out": (
        call("side_by_side", TOOLS),
        [took(3.0), together("web", "wiki", "news"), in_flight("*", most=3, least=3), never_blocked(), nothing_left()],
    ),
    "fan-in": (call("side_by_side", TOOLS), [returned(["a", "b", "c"])]),
    "a cap": (call("two_at_a_time", TOOLS), [in_flight("*", most=2, least=2), returned(["a", "b", "c"])]),
    "a retry": (
        call("with_patience", FLAKY),
        [
            attempts("web", 3, at=[0.0, 2.0, 5.0]),
            failed("web", "ConnectionError", "reset"),
            returned("at last"),
            took(6.0),
        ],
    ),
    "a stream": (
        iterate("streamed", POET),
        [
            items("one", " two", " three"),
            items_at(1.5, 2.0, 2.5),
            tokens_at("model", 1.5, 2.0, 2.5),
            first_before_last("model"),
        ],
    ),
    "leaving": (
        iterate("streamed", POET).reading(take=2),
        [cleaned_up("model", at=2.0, how="closed"), made("model", 2), let_go(), nothing_left()],
    ),
    "leaving while it waits": (
        iterate("streamed", POET).reading(leave_at=1.75),
        [cleaned_up("model", at=1.75, how="cancelled"), let_go(), nothing_left()],
    ),
    "a call nobody waits for": (
        call("side_by_side", TOOLS).reading(leave_at=1.5),
        [cleaned_up("web", at=1.5, how="cancelled"), cleaned_up("news", at=1.0, how="done"), let_go(), nothing_left()],
    ),
    "a pipe": (
        call("bounded", *PIPE),
        [
            never_ahead("source", "sink", by=3),
            queue_bounded(most=1),
            used_all("source", "sink"),
            order("last source made", "last sink used"),
        ],
    ),
    "evidence": (
        iterate("streamed", POET, config={"tags": ["boss"], "metadata": {"chapter": 12}}),
        [tagged("model", "boss", chapter=12), traced("model", "boss", run_type="llm", error=None)],
    ),
}

WRONG = {
    "in turn": (call("in_turn", TOOLS), [took(3.0), together("web", "wiki")], "3 + 2 + 1 = 6 s"),
    "who finishes first": (call("as_they_finish", TOOLS), [returned(["a", "b", "c"])], "the order of finishing"),
    "blocked": (call("after_a_nap", TOOLS), [never_blocked()], "`time.sleep(2)`"),
    "let in by a lock": (call("behind_a_lock", TOOLS), [took(3.0)], "All had been started"),
    "let in by a count of one": (call("behind_one_thread", SEARCH), [together("search")], "Look at what lets them in"),
    "one worker": (call("one_worker", TOOLS), [together("web", "wiki")], "Start what can run side by side"),
    "a bound for threads": (call("in_threads", SEARCH), [in_flight("search", most=1)], "`ThreadPoolExecutor`"),
    "called and not handed over": (
        call("handed_over_too_late", SEARCH),
        [never_blocked()],
        'Instead: `run_in_executor(..., search, "why?")`: hand over the function',
    ),
    "blocked and slow": (call("after_a_nap", TOOLS), [took(3.0)], "blocked the event loop for 2 s"),
    "waited for, and left by `wait`": (
        call("waits_with_wait", TOOLS).reading(leave_at=0.5),
        [nothing_left(), cleaned_up("web")],
        "What had hold of it did not wait to its end",
    ),
    "waited for, and shielded": (
        call("waits_behind_a_shield", TOOLS).reading(leave_at=0.5),
        [nothing_left()],
        "What had hold of it did not wait to its end",
    ),
    "as they finish, and left": (
        call("as_they_finish", TOOLS).reading(leave_at=0.5),
        [cleaned_up("web")],
        "stopped waiting, and nobody told it",
    ),
    "left alive": (call("fire_and_forget", TOOLS), [nothing_left()], "`feeder`"),
    "no cap": (call("side_by_side", TOOLS), [in_flight("*", most=2)], "nothing held one back"),
    "one too few": (call("with_patience", FLAKY), [attempts("web", 4)], "one too few"),
    "collected": (iterate("collected", POET), [first_before_last("model")], "collected first"),
    "collected, by the clock": (iterate("collected", POET), [items_at(1.5, 2.0, 2.5)], "2.5, 2.5 and 2.5 s"),
    "swallowed": (iterate("swallowed", POET).reading(leave_at=1.75), [let_go()], "nothing was in flight"),
    "no bound": (call("unbounded", *PIPE), [never_ahead("source", "sink", by=3)], "`queue = asyncio.Queue(bound)`"),
    "no parent": (iterate("streamed", POET), [nested("model", under="desk")], "Nothing named `desk`"),
}


def performed(scenario):
    return from_json(to_json(perform(scenario, globals())))


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_answer_keeps_its_promises(name):
    """Exactly, on the virtual clock."""
    scenario, expectations = RIGHT[name]
    verdict = judge(performed(scenario), expectations)
    assert [failure.told() for failure in verdict.failures] == []
    assert verdict.outcome is Outcome.PASSED


@pytest.mark.parametrize("name", ["fan-out", "fan-in", "a cap"])
def test_a_right_answer_keeps_them_whoever_is_slow(name):
    """The same promises in every order in which the calls can end."""
    scenario, expectations = RIGHT[name]
    for each in varied(scenario, orders=ALL).orders:
        assert judge(performed(each), expectations).passed


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_told_what_went_wrong(name):
    """Each expectation fails, and the story has the words that matter."""
    scenario, expectations, words = WRONG[name]
    run = performed(scenario)
    assert all(judge(run, [expectation]).outcome is Outcome.FAILED for expectation in expectations)
    assert words in " ".join(failure.told_hidden() for failure in judge(run, expectations).failures)


@pytest.mark.parametrize("pause", [0.0, 0.05])
def test_a_loop_that_polls_is_told_at_its_own_line(pause):
    """Whoever waits for the task that polls is not the one that goes on and on; the line stands by itself."""
    run = perform(call("polls", TOOLS, pause), globals(), real_limit=0.6)
    told = judge(run, [took(1.0)]).failures[-1]
    where = str(told.place)  # in whichever line its time ran out
    assert "in one: await asyncio.sleep(pause)" in where or "in one: while inside:" in where
    assert ".." not in told.seen


async def left_by_a_group():
    class Broken(asyncio.TaskGroup):
        async def __aexit__(self, *error):
            pass

    async with Broken() as group:
        group.create_task(asyncio.sleep(9.0))


async def watched_by_hand():
    asyncio.create_task(asyncio.sleep(9.0)).add_done_callback(print)


@pytest.mark.parametrize(("answer", "waited"), [("left_by_a_group", True), ("watched_by_hand", False)])
def test_whoever_listens_for_the_end_of_a_task_waits_only_where_it_is_asyncio(answer, waited):
    """Also with a method; a callback of the student's own waits for nothing."""
    (left,) = perform(call(answer), globals()).left
    assert left.waited is waited


def test_no_line_is_shown_for_what_waits_around_the_answer():
    """Of what waits, a student's own lines are told, and not what runs them."""
    run = perform(call("waits_for_nobody"), globals())
    (failure,) = judge(run, [took(1.0)]).failures
    assert [line.split(" waits")[0] for line in failure.seen.splitlines()[1:]] == ["  task 'waits_for_nobody'"]


@pytest.mark.parametrize("name", [*RIGHT, *WRONG])
def test_every_run_has_a_picture(name):
    """In text and as an image, after JSON as before it."""
    scenario = {**RIGHT, **WRONG}[name][0]
    run = perform(scenario, globals())
    assert str(run.timeline()) == str(from_json(to_json(run)).timeline())
    assert run.timeline().svg().startswith("<svg")


async def naps_and_returns():
    """Holds the loop, and returns something else."""
    time.sleep(1.0)
    return "something else"


def test_what_blocked_the_loop_is_told_before_what_may_follow_of_it():
    """In whatever order it was asked for."""
    run = perform(call("naps_and_returns"), globals())
    failures = judge(run, [returned("this"), took(0.0), never_blocked()]).failures
    assert [failure.seen.partition(" ")[0] for failure in failures] == ["`time.sleep`", "It", "It"]
