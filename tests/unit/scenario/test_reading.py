"""Readers: exactly when an item is theirs, when they go, and what going does to the stream."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from typing import Any

import pytest
from langchain_core.output_parsers import StrOutputParser
from langchain_core.tools import BaseTool
from langgraph.config import get_stream_writer
from langgraph.graph import START, StateGraph

from asynclab.expect.query import marks
from asynclab.observe.run import Ending
from asynclab.scenario import Scenario, call, iterate, model, perform, sink, source, stream, tool

from .notebook import on, spans, times


async def relay(feed: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async with aclosing(feed) as items:  # type: ignore[type-var]
        async for item in items:
            yield item


async def through_a_queue(feed: AsyncIterator[Any]) -> AsyncIterator[Any]:
    """As `relay`, many turns of the loop later."""
    queue: asyncio.Queue[Any] = asyncio.Queue()

    async def fill() -> None:
        async for item in feed:
            await queue.put(item)
        await queue.put(None)

    filling = asyncio.create_task(fill())
    try:
        while (item := await queue.get()) is not None:
            yield item
    finally:
        filling.cancel()
        with suppress(asyncio.CancelledError):
            await filling


def reading(**how: Any) -> Scenario:
    return iterate("relay", source(range(6), every=1, closing=0.25)).reading(**how)


def test_a_reader_that_stays_gets_everything() -> None:
    """Each item at its time, and the run ends when the stream does."""
    run = on(reading(), relay)
    assert times(run) == [(0, 1.0), (1, 2.0), (2, 3.0), (3, 4.0), (4, 5.0), (5, 6.0)]
    assert (run.ending, run.elapsed, run.left_early, run.left) == (Ending.RETURNED, 6.25, None, ())


def test_a_reader_that_has_enough_closes_the_stream() -> None:
    """After `take` items the upstream is closed at that instant, and its clean-up is waited for."""
    run = on(reading(take=2), relay)
    assert times(run) == [(0, 1.0), (1, 2.0)]
    assert (run.ending, run.elapsed, run.left_early, run.left) == (Ending.RETURNED, 2.25, 2.0, ())
    assert marks(run, "source", "made")[-1].time == 2.0


def test_a_slow_reader_holds_the_stream_back() -> None:
    """`pace` is spent on each item before the next is asked for; its mark "used" comes after."""
    run = on(reading(pace=2, take=3), relay)
    assert times(run) == [(0, 1.0), (1, 4.0), (2, 7.0)]
    assert [mark.time for mark in marks(run, "reader", "used")] == [3.0, 6.0, 9.0]
    assert (run.left_early, run.elapsed) == (9.0, 9.25)


@pytest.mark.parametrize("answer", [relay, through_a_queue])
def test_a_reader_that_leaves_while_waiting_cancels_what_it_waited_for(answer: Any) -> None:
    """The stream sees a cancellation at the instant of leaving, cleans up, and the run ends without an error."""
    scenario = iterate(answer.__name__, source(range(6), every=1, closing=0.25)).reading(leave_at=2.5)
    run = on(scenario, answer)
    assert times(run) == [(0, 1.0), (1, 2.0)]
    assert spans(run, "source", "stream") == [(0.0, 2.75, "cancelled")]
    assert (run.ending, run.elapsed, run.left_early, run.left) == (Ending.RETURNED, 2.75, 2.5, ())


def test_a_reader_that_leaves_while_busy_closes_the_stream() -> None:
    """Between two items the stream is asleep at its `yield`: it is closed there."""

    run = on(iterate("relay", source(range(6), every=1)).reading(pace=3, leave_at=2.5), relay)
    assert times(run) == [(0, 1.0)]
    assert marks(run, "reader", "used") == ()
    assert spans(run, "source", "stream") == [(0.0, 2.5, "closed")]
    assert run.left == ()


@pytest.mark.parametrize("answer", [relay, through_a_queue])
def test_at_the_moment_of_leaving_the_reader_goes_first(answer: Any) -> None:
    """An item of that very instant is not received, in however many turns of the loop it would come."""
    run = on(iterate(answer.__name__, source(range(6), every=1)).reading(leave_at=3), answer)
    assert times(run) == [(0, 1.0), (1, 2.0)]
    assert run.left_early == 3.0


def test_leaving_after_the_end_changes_nothing() -> None:
    """The stream was over before."""
    run = on(reading(leave_at=100), relay)
    assert (len(run.items), run.elapsed, run.left_early) == (6, 6.25, None)


def test_leaving_does_not_interrupt_a_stream_that_is_being_closed() -> None:
    """A reader that has enough has gone already: its later leaving is nothing."""
    run = on(iterate("relay", source(range(6), every=1, closing=5)).reading(take=1, leave_at=3), relay)
    assert (run.left_early, run.elapsed, run.ending) == (1.0, 6.0, Ending.RETURNED)


@pytest.mark.parametrize("answer", [relay, through_a_queue])
def test_a_reader_that_gives_up_does_so_with_a_timeout(answer: Any) -> None:
    """`timeout` cancels as `asyncio.timeout` does: the run ends with its error when the clean-up is done."""
    scenario = iterate(answer.__name__, source(range(6), every=1, closing=0.25)).reading(timeout=2.5)
    run = on(scenario, answer)
    assert run.ending is Ending.RAISED
    assert run.problem is not None
    assert run.problem.type == "TimeoutError"
    assert (len(run.items), run.left_early, run.elapsed) == (2, 2.5, 2.75)
    assert spans(run, "source", "stream") == [(0.0, 2.75, "cancelled")]


def test_whoever_swallows_the_cancellation_speaks_to_an_empty_chair() -> None:
    """What is yielded after the reader left is not received, and the stream is closed at its next `yield`."""

    async def stubborn(feed: AsyncIterator[Any]) -> AsyncIterator[Any]:
        while True:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                await asyncio.sleep(4)
            yield "item"

    run = on(iterate("stubborn", source("a")).reading(leave_at=1.5), stubborn)
    assert times(run) == [("item", 1.0)]
    assert (run.left_early, run.elapsed, run.ending) == (1.5, 5.5, Ending.RETURNED)


def test_an_answer_that_never_goes_is_left_alive() -> None:
    """Thirty virtual seconds after the reader left, the run ends without it and names it."""

    async def deaf(feed: AsyncIterator[Any]) -> AsyncIterator[Any]:
        while True:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(1)
                if feed is None:
                    yield

    run = on(iterate("deaf", source("a")).reading(leave_at=2), deaf)
    assert (run.ending, run.left_early, run.elapsed) == (Ending.RETURNED, 2.0, 32.0)
    assert (run.left[0].kind, run.left[0].name) == ("task", "deaf")
    assert run.left[0].place is not None
    assert run.left[0].place.text == "await asyncio.sleep(1)"


def test_an_error_in_the_clean_up_is_the_runs() -> None:
    """It did not end well, and the run says so."""

    async def clumsy() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            raise ValueError("dropped it")

    run = on(iterate("clumsy").reading(take=1), clumsy)
    assert (run.ending, len(run.items)) == (Ending.RAISED, 1)
    assert run.problem is not None
    assert run.problem.message == "dropped it"


def test_yielding_instead_of_closing_is_told() -> None:
    """A generator that goes on after it was closed is Python's RuntimeError."""

    async def goes_on() -> AsyncIterator[int]:
        try:
            yield 1
        except GeneratorExit:
            yield 2

    run = on(iterate("goes_on").reading(take=1), goes_on)
    assert run.problem is not None
    assert run.problem.message == "async generator ignored GeneratorExit"


def test_a_timeout_inside_the_answer_works_across_items() -> None:
    """Every step of the stream is taken in one task, as `asyncio.timeout` and task groups inside it need."""

    async def bounded(feed: AsyncIterator[Any]) -> AsyncIterator[Any]:
        try:
            async with asyncio.timeout(3.5):
                async for item in feed:
                    yield item
        except TimeoutError:
            yield "enough"

    run = on(iterate("bounded", source(range(6), every=1)), bounded)
    assert times(run) == [(0, 1.0), (1, 2.0), (2, 3.0), ("enough", 3.5)]


def test_an_endless_stream_is_stopped() -> None:
    """Ten thousand items are enough; it is closed, and the run says that it had no end."""

    async def counter() -> AsyncIterator[int]:
        number = 0
        while True:
            yield number
            number += 1

    run = on(iterate("counter"), counter)
    assert (run.ending, len(run.items)) == (Ending.STOPPED, 10_000)
    assert run.problem is not None
    assert "`counter` gave more than 10,000 items" in run.problem.message


def test_an_endless_stream_is_told_at_the_line_that_gives_its_items() -> None:
    """The function with the `yield` is named, and not the one that hands it on; of a graph, the line of its node."""

    async def counter() -> AsyncIterator[int]:
        while True:
            yield 1

    async def talks(state: dict[str, int]) -> dict[str, int]:
        say = get_stream_writer()
        while True:
            say("still there")
            await asyncio.sleep(1)

    graph = StateGraph(dict).add_node("talks", talks).add_edge(START, "talks").compile()
    handed_on = on(iterate("given"), given=lambda: counter()).problem
    patiently = {"real_limit": 240.0, "cpu_limit": 60.0}  # a graph's ten thousand items may take longer than a run has
    node = perform(stream("graph", input={}, modes="custom"), {"graph": graph}, **patiently).problem
    assert handed_on is not None
    assert node is not None
    assert str(handed_on.parts and handed_on.parts.seen).startswith("`counter` gave more than 10,000 items")
    assert str(node.parts and node.parts.seen).startswith("The stream of `graph` gave more than 10,000 items")
    assert "in counter: yield 1" in str(handed_on.place)
    assert "in talks: await asyncio.sleep(1)" in str(node.place)


# -- calls -------------------------------------------------------------------------------------------


async def ask(web: BaseTool) -> str:
    return str(await web.ainvoke("q"))


def test_leaving_a_call_cancels_it() -> None:
    """The answer's own cancellation is how the run ends; what it awaited is cancelled at that instant."""
    run = on(call("ask", tool("web", takes=5)).reading(leave_at=2), ask)
    assert (run.ending, run.left_early, run.elapsed, run.left) == (Ending.RAISED, 2.0, 2.0, ())
    assert run.problem is not None
    assert run.problem.type == "CancelledError"
    assert spans(run, "web", "call") == [(0.0, 2.0, "cancelled")]


def test_a_call_that_swallows_its_cancellation_returns() -> None:
    """Which is what an expectation can see."""

    async def swallows(web: BaseTool) -> str:
        try:
            return str(await web.ainvoke("q"))
        except BaseException:
            return "fine"

    run = on(call("swallows", tool("web", takes=5)).reading(leave_at=2), swallows)
    assert (run.ending, run.value, run.left_early) == (Ending.RETURNED, "fine", 2.0)


def test_a_call_has_a_timeout() -> None:
    """TimeoutError, exactly then."""
    run = on(call("ask", tool("web", takes=5)).reading(timeout=1.5), ask)
    assert run.problem is not None
    assert (run.problem.type, run.elapsed, run.left_early) == ("TimeoutError", 1.5, 1.5)


def test_a_call_in_time_is_not_left() -> None:
    """Neither leaving nor a timeout after its end is seen."""
    run = on(call("ask", tool("web", takes=1)).reading(timeout=2, leave_at=3), ask)
    assert (run.value, run.elapsed, run.left_early) == ("ok", 1.0, None)


def test_a_stream_of_a_runnable_has_a_reader_as_well() -> None:
    """`stream` reads `astream` of a model that stands in the notebook's function, and closes it."""

    def desk(llm: Any) -> Any:
        return llm

    scenario = stream("desk", model("a b c", every=1), input="q").reading(take=2)
    run = on(scenario, desk)
    assert [item.time for item in run.items] == [1.0, 2.0]
    assert spans(run, "model", "stream") == [(0.0, 2.0, "closed")]


# -- what is left ------------------------------------------------------------------------------------


def test_a_forgotten_task_is_left_alive() -> None:
    """Fire and forget: the task is named with its line, however soon it would have ended."""

    async def forgets(write: Any) -> str:
        asyncio.create_task(write("q"), name="forgotten")
        return "done"

    run = on(call("forgets", sink(takes=0.001)), forgets)
    assert (run.value, run.elapsed) == ("done", 0.0)
    assert [(left.kind, left.name) for left in run.left] == [("task", "forgotten")]
    assert spans(run, "sink", "call") == [(0.0, None, "open")]


def test_a_cancelled_task_may_end_in_the_same_instant() -> None:
    """Cancelled and not awaited, with nothing to wait for in its clean-up: it is gone."""

    async def cancels(web: BaseTool) -> str:
        task = asyncio.create_task(web.ainvoke("q"))
        await asyncio.sleep(1)
        task.cancel()
        return "done"

    run = on(call("cancels", tool("web", takes=9)), cancels)
    assert (run.elapsed, run.left) == (1.0, ())
    assert spans(run, "web", "call") == [(0.0, 1.0, "cancelled")]


def test_clean_up_that_nobody_awaits_is_left_alive_when_it_takes_time() -> None:
    """An answer that does not wait for its clean-up has not cleaned up."""

    async def drops(feed: AsyncIterator[Any]) -> str:
        async def drain() -> None:
            async for _ in feed:
                pass

        task = asyncio.create_task(drain(), name="drain")
        await asyncio.sleep(1)
        task.cancel()
        return "done"

    run = on(call("drops", source(range(9), every=2, closing=1)), drops)
    assert run.elapsed == 1.0
    assert "drain" in [left.name for left in run.left]


def test_an_upstream_that_is_left_to_python_is_left_alive_when_closing_it_takes_time() -> None:
    """A plain `async for` does not close what it reads from: nobody awaits the source's clean-up."""

    async def careless(feed: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for item in feed:
            yield item

    run = on(iterate("careless", source(range(9), every=1, closing=1)).reading(take=2), careless)
    assert (run.elapsed, run.left_early) == (2.0, 2.0)
    assert spans(run, "source", "stream") == [(0.0, None, "open")]
    assert run.left != ()


def test_a_generator_dropped_at_a_break_is_closed_in_the_same_instant() -> None:
    """`break` without `aclosing` leaves closing to Python, which does it at once where clean-up takes no time."""

    async def first(feed: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for item in relay(feed):
            yield item
            break

    run = on(iterate("first", source(range(9), every=1)), first)
    assert (times(run), run.elapsed, run.left) == ([(0, 1.0)], 1.0, ())
    assert spans(run, "source", "stream") == [(0.0, 1.0, "closed")]


async def held(chat: Any) -> AsyncIterator[Any]:
    """Reads a model and waits until its stream is closed."""
    async with aclosing(chat.astream("why?")) as chunks:
        async for chunk in chunks:
            yield chunk.content


def test_a_models_stream_that_takes_time_to_close_is_waited_for_by_who_holds_it() -> None:
    """Whether the reader leaves, gives up or reads to the end."""
    slow = iterate("held", model("a b c", every=1, closing=0.5))
    ends = [on(slow.reading(**how), held) for how in ({"take": 2}, {"leave_at": 1.25}, {"timeout": 1.25}, {})]
    assert [(run.elapsed, run.left) for run in ends] == [(2.5, ()), (1.75, ()), (1.75, ()), (3.5, ())]
    assert [spans(run, "model", "stream")[0][1] for run in ends] == [2.5, 1.75, 1.75, 3.5]


def test_a_models_stream_that_is_left_to_python_is_left_alive_when_closing_it_takes_time() -> None:
    """As a source's is."""

    async def careless(chat: Any) -> AsyncIterator[Any]:
        async for chunk in chat.astream("why?"):
            yield chunk.content

    run = on(iterate("careless", model("a b c", every=1, closing=0.5)).reading(take=2), careless)
    assert (run.elapsed, run.left_early) == (2.0, 2.0)
    assert spans(run, "model", "stream") == [(0.0, None, "open")]


def test_a_models_stream_inside_a_library_is_closed_at_once() -> None:
    """LangChain's sequences and bindings do not wait for what they read: no reader of theirs could."""

    async def chained(chat: Any) -> AsyncIterator[Any]:
        chain = chat.with_config(tags=["a"]) | StrOutputParser()
        async with aclosing(chain.astream("why?")) as texts:
            async for text in texts:
                yield text

    run = on(iterate("chained", model("a b c", every=1, closing=0.5)).reading(take=2), chained)
    assert (run.elapsed, run.left) == (2.0, ())
