"""Live objects are what LangChain expects them to be, follow their script, and record themselves."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.tools import BaseTool
from pydantic import BaseModel

from asynclab.expect.query import marks
from asynclab.observe.run import Ending
from asynclab.scenario import (
    call,
    iterate,
    live,
    model,
    raises,
    reply,
    sdk,
    sink,
    source,
    tool,
    tool_call,
)

from .notebook import on, spans, times

# -- models ------------------------------------------------------------------------------------------


async def stream(llm: Any) -> AsyncIterator[str]:
    async for chunk in llm.astream("q"):
        yield chunk.content


async def invoke(llm: Any) -> str:
    return str((await llm.ainvoke("q")).content)


@pytest.mark.parametrize("native", [True, False])
def test_tokens_come_at_first_plus_n_times_every(native: bool) -> None:
    """Token n comes at first + n * every, from async methods and from a thread alike, and no empty one follows."""
    run = on(iterate("stream", model("three short words", first=1, every=0.5, native=native)), stream)
    assert times(run) == [("three", 1.5), (" short", 2.0), (" words", 2.5)]
    assert [(mark.data["text"], mark.time) for mark in marks(run, "model", "made")] == times(run)
    assert [(mark.data["text"], mark.time) for mark in marks(run, "model", "token")] == times(run)
    assert spans(run, "model", "stream") == [(0.0, 2.5, "done")]
    assert spans(run, "model", "model") == [(0.0, 2.5, "done")]
    assert run.blocking == ()


async def reported(llm: Any) -> list[Any]:
    streamed = [chunk.usage_metadata async for chunk in llm.astream("q")]
    whole = (await llm.ainvoke("q")).usage_metadata
    return [[told and [told["output_tokens"], told["total_tokens"]] for told in part] for part in (streamed, [whole])]


@pytest.mark.parametrize("native", [True, False])
def test_what_a_reply_reports_comes_with_its_pieces(native: bool) -> None:
    """Each piece of a stream reports its own tokens, the first of them the prompt's as well, and a whole answer the
    sum; none does where nothing is scripted."""
    priced = model(reply(["two", " words", ""], usage=[3, 2, 0]), "as ever", native=native)
    each, whole = on(call("reported", priced), reported).value
    assert (each[:3], whole) == ([[3, 8], [2, 2], [0, 0]], [None])
    silent = model("as ever", reply(["a", "b"], usage=[4, 1]), native=native)
    each, whole = on(call("reported", silent), reported).value
    assert (each[:2], whole) == ([None, None], [[5, 10]])


@pytest.mark.parametrize("native", [True, False])
def test_a_call_takes_as_long_as_the_stream(native: bool) -> None:
    """`ainvoke` waits for all tokens and says the whole text; its body is a span "call"."""
    run = on(call("invoke", model("three short words", first=1, every=0.5, native=native)), invoke)
    assert (run.value, run.elapsed) == ("three short words", 2.5)
    assert spans(run, "model", "call") == [(0.0, 2.5, "done")]
    assert run.find("model", "stream") == ()


def test_a_sync_call_in_async_code_blocks_the_loop() -> None:
    """`.invoke()` and `.stream()` really sleep, and the run says where."""

    async def blocks(llm: Any) -> list[str]:
        return [llm.invoke("q").content, *[chunk.content for chunk in llm.stream("q")]]

    run = on(call("blocks", model("a b", every=1)), blocks)
    assert (run.value, run.elapsed) == (["a b", "a", " b"], 4.0)
    assert sum(finding.stall for finding in run.blocking) == 4.0
    assert all(finding.place is not None and "llm.invoke" in finding.place.text for finding in run.blocking)


def test_replies_come_one_a_call_and_the_last_repeats() -> None:
    """The script is followed across streamed and other calls, bound tools or not."""

    async def ask(llm: Any) -> list[str]:
        bound = llm.bind_tools([])
        return [
            (await llm.ainvoke("q")).content,
            "".join([chunk.content async for chunk in bound.astream("q")]),
            (await bound.ainvoke("q")).content,
            (await llm.ainvoke("q")).content,
        ]

    assert on(call("ask", model("one", "two", "three")), ask).value == ["one", "two", "three", "three"]


def test_each_performance_starts_the_script_anew() -> None:
    """State is of one run: the same scenario performed twice gives the same run."""
    scenario = call("invoke", model("one", "two", every=1))
    assert on(scenario, invoke) == on(scenario, invoke)


def test_tool_calls_are_streamed_as_one_chunk() -> None:
    """After the tokens comes a chunk with every call; an unnamed call gets a number for an id."""

    async def ask(llm: Any) -> list[Any]:
        chunks: list[AIMessageChunk] = [chunk async for chunk in llm.astream("q")]
        whole: BaseMessage = await llm.ainvoke("q")
        return [[chunk.tool_call_chunks for chunk in chunks], whole.tool_calls]  # type: ignore[attr-defined]

    asked = reply("look", tool_call("web", "cats"), tool_call("add", {"a": 1}, id="mine"))
    run = on(call("ask", model(asked, every=1)), ask)
    first, then = run.value[0]
    assert (first, run.elapsed) == ([], 4.0)
    assert [(one["name"], one["args"], one["id"], one["index"]) for one in then] == [
        ("web", '{"query": "cats"}', "call-1-1", 0),
        ("add", '{"a": 1}', "mine", 1),
    ]
    assert [(one["name"], one["args"], one["id"]) for one in run.value[1]] == [
        ("web", {"query": "cats"}, "call-1-1"),
        ("add", {"a": 1}, "mine"),
    ]


@pytest.mark.parametrize("native", [True, False])
def test_an_error_mid_stream_comes_with_the_last_token(native: bool) -> None:
    """The tokens before it arrive; the error comes at the instant of the last one, and the span says so."""
    cut = reply("a b", fails=raises("ConnectionError", "reset"))
    run = on(iterate("stream", model(cut, first=1, every=1, native=native)), stream)
    assert times(run) == [("a", 2.0), (" b", 3.0)]
    assert run.ending is Ending.RAISED
    assert run.problem is not None
    assert (run.problem.type, run.problem.message) == ("ConnectionError", "reset")
    assert spans(run, "model", "stream") == [(0.0, 3.0, "error")]


@pytest.mark.parametrize("answer", [stream, invoke])
def test_an_error_before_the_first_token_comes_after_first(answer: Any) -> None:
    """A reply that only fails takes the model's `first`."""
    driver = iterate if answer is stream else call
    run = on(driver(answer.__name__, model(raises("TimeoutError"), first=1.5, every=9)), answer)
    assert (run.ending, run.elapsed, run.items) == (Ending.RAISED, 1.5, ())


def test_a_structured_answer_comes_from_a_tool_call() -> None:
    """`with_structured_output` works, as it does with a provider that has tools."""

    class Verdict(BaseModel):
        risk: int

    async def ask(llm: Any) -> Any:
        return (await llm.with_structured_output(Verdict).ainvoke("q")).risk

    assert on(call("ask", model(tool_call("Verdict", {"risk": 3}))), ask).value == 3


def test_a_model_is_known_by_its_name() -> None:
    """Two models in one run are told apart by `name`."""

    async def race(one: Any, two: Any) -> list[str]:
        return [message.content for message in await asyncio.gather(one.ainvoke("q"), two.ainvoke("q"))]

    run = on(call("race", model("x", every=1, name="fast"), model("y", every=2, name="slow")), race)
    assert (run.value, run.elapsed) == (["x", "y"], 2.0)
    assert spans(run, "fast", "model") == [(0.0, 1.0, "done")]
    assert spans(run, "slow", "model") == [(0.0, 2.0, "done")]


# -- tools -------------------------------------------------------------------------------------------


async def ask(tools: list[BaseTool]) -> list[str]:
    return list(await asyncio.gather(*(one.ainvoke({"query": "q"}) for one in tools)))


@pytest.mark.parametrize("style", ["async", "sync", "both"])
def test_tools_overlap_whatever_their_style(style: Any) -> None:
    """Three tools side by side take what the slowest takes; each has a span "tool" with a span "call" inside."""
    three = [tool(name, takes=takes, style=style) for name, takes in (("web", 3), ("wiki", 1), ("docs", 2))]
    run = on(call("ask", three), ask)
    assert (run.value, run.elapsed, run.blocking) == (["ok", "ok", "ok"], 3.0, ())
    for name, takes in (("web", 3.0), ("wiki", 1.0), ("docs", 2.0)):
        assert spans(run, name, "tool") == [(0.0, takes, "done")]
        assert spans(run, name, "call") == [(0.0, takes, "done")]
        assert run.find(name, "call")[0].parent == run.find(name, "tool")[0].id
        assert run.find(name, "call")[0].data == {"query": "q"}


def test_a_tool_takes_a_text_or_a_dict_and_fails_on_cue() -> None:
    """One outcome a call; "{query}" stands for what was asked."""

    async def retry(web: BaseTool) -> list[str]:
        said = []
        for _ in range(2):
            try:
                said.append(await web.ainvoke("cats"))
            except ConnectionError as error:
                said.append(f"caught {error}")
        return [*said, await web.ainvoke({"query": "dogs"})]

    scenario = call("retry", tool("web", takes=1, fails=raises("ConnectionError", "reset"), returns="{query}!"))
    run = on(scenario, retry)
    assert (run.value, run.elapsed) == (["caught reset", "cats!", "dogs!"], 3.0)
    assert spans(run, "web", "call") == [(0.0, 1.0, "error"), (1.0, 2.0, "done"), (2.0, 3.0, "done")]


def test_an_async_tool_has_no_sync_way_in() -> None:
    """`.invoke()` of a tool that has only a coroutine fails as LangChain's own do."""

    async def wrong(web: BaseTool) -> Any:
        return web.invoke("q")

    run = on(call("wrong", tool("web")), wrong)
    assert run.ending is Ending.RAISED
    assert run.problem is not None
    assert run.problem.type == "NotImplementedError"


def test_a_tool_node_runs_scripted_tools() -> None:
    """A model that asks for two tools, a ToolNode that runs them side by side, an answer: 1 + 3 + 1 seconds."""
    prebuilt = pytest.importorskip("langgraph.prebuilt")
    from langgraph.graph import MessagesState, StateGraph

    async def agent(llm: Any, tools: list[BaseTool]) -> str:
        bound = llm.bind_tools(tools)

        async def think(state: Any) -> Any:
            return {"messages": [await bound.ainvoke(state["messages"])]}

        graph = StateGraph(MessagesState)
        graph.add_node("think", think)
        graph.add_node("tools", prebuilt.ToolNode(tools))
        graph.add_edge("__start__", "think")
        graph.add_conditional_edges("think", prebuilt.tools_condition)
        graph.add_edge("tools", "think")
        final = await graph.compile().ainvoke({"messages": [("user", "hi")]})
        return " | ".join(str(message.content) for message in final["messages"])

    llm = model(reply("look", tool_call("web", "x"), tool_call("wiki", "y")), "done", first=0.5, every=0.25)
    run = on(call("agent", llm, [tool("web", takes=3, returns="W {query}"), tool("wiki", takes=2)]), agent)
    assert (run.value, run.elapsed) == ("hi | look | W x | ok | done", 1.0 + 3.0 + 0.75)


# -- sources, sinks, sdks ----------------------------------------------------------------------------


async def first_two(feed: AsyncIterator[int]) -> list[int]:
    got = []
    async with aclosing(feed) as items:  # type: ignore[type-var]
        async for item in items:
            got.append(item)
            if len(got) == 2:
                break
    return got


def test_a_source_marks_what_it_made_and_when_it_let_go() -> None:
    """Closed after two items: CLOSED at that instant, plus what its clean-up takes."""
    run = on(call("first_two", source(range(9), every=1, closing=0.5)), first_two)
    assert (run.value, run.elapsed) == ([0, 1], 2.5)
    assert [(mark.data["item"], mark.time) for mark in marks(run, "source", "made")] == [(0, 1.0), (1, 2.0)]
    assert spans(run, "source", "stream") == [(0.0, 2.5, "closed")]


def test_a_source_may_fail_after_its_items() -> None:
    """Everything it had arrives first."""

    async def relay(feed: AsyncIterator[str]) -> AsyncIterator[str]:
        async for item in feed:
            yield item

    run = on(iterate("relay", source("a b", every=1, fails=raises("OSError", "cut"))), relay)
    assert times(run) == [("a", 1.0), (" b", 2.0)]
    assert run.ending is Ending.RAISED
    assert spans(run, "source", "stream") == [(0.0, 2.0, "error")]


def test_a_source_gives_fresh_items() -> None:
    """What the answer does to an item does not change the scenario."""

    async def spoil(feed: AsyncIterator[Any]) -> list[Any]:
        got = []
        async for item in feed:
            item["n"].append(2)
            got.append(item)
        return got

    scenario = call("spoil", source([{"n": [1]}]))
    assert on(scenario, spoil).value == on(scenario, spoil).value == [{"n": [1, 2]}]


def test_a_sink_marks_what_it_used_when_it_is_done() -> None:
    """A span "call" and a mark "used" at its end."""

    async def feed(write: Any) -> None:
        for item in "ab":
            await write(item)

    run = on(call("feed", sink("disk", takes=2)), feed)
    assert spans(run, "disk", "call") == [(0.0, 2.0, "done"), (2.0, 4.0, "done")]
    assert [(mark.data["item"], mark.time) for mark in marks(run, "disk", "used")] == [("a", 2.0), ("b", 4.0)]


def test_a_sink_fails_when_its_connection_breaks() -> None:
    """The first calls succeed; every later one takes its time, raises and uses nothing."""

    async def feed(write: Any) -> str:
        for item in "abc":
            await write(item)
        return "sent"

    run = on(call("feed", sink("socket", takes=1, fails=raises("BrokenPipeError", "gone"), after=1)), feed)
    assert run.problem is not None
    assert (run.problem.type, run.problem.message) == ("BrokenPipeError", "gone")
    assert spans(run, "socket", "call") == [(0.0, 1.0, "done"), (1.0, 2.0, "error")]
    assert [mark.data["item"] for mark in marks(run, "socket", "used")] == ["a"]


def test_an_sdk_blocks_the_loop() -> None:
    """In the loop's thread it is a finding, with the line that called it."""

    async def blocks(fetch: Any) -> str:
        return str(fetch("q"))

    run = on(call("blocks", sdk("vendor", takes=2, returns="got {query}")), blocks)
    assert (run.value, run.elapsed) == ("got q", 2.0)
    assert [(one.stall, one.place and one.place.text) for one in run.blocking] == [(2.0, 'return str(fetch("q"))')]


async def to_thread(fetch: Any) -> str:
    return await asyncio.to_thread(fetch, "q")


async def in_the_executor(fetch: Any) -> str:
    return str(await asyncio.get_running_loop().run_in_executor(None, fetch, "q"))


async def by_hand(fetch: Any) -> str:
    answers: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=lambda: loop.call_soon_threadsafe(answers.put_nowait, fetch("q"))).start()
    return await answers.get()


@pytest.mark.parametrize("answer", [to_thread, in_the_executor, by_hand])
def test_an_sdk_is_recorded_in_whichever_thread_it_runs(answer: Any) -> None:
    """Also in threads that know nothing of the run they belong to."""
    run = on(call(answer.__name__, sdk("vendor", takes=2, returns="got {query}")), answer)
    assert (run.value, run.elapsed, run.blocking, run.left) == ("got q", 2.0, (), ())
    assert spans(run, "vendor", "call") == [(0.0, 2.0, "done")]


# -- errors by name, and demo cells ------------------------------------------------------------------


class SourceDown(Exception):
    pass


class Particular(Exception):
    def __init__(self, code: int, *, name: str) -> None:
        super().__init__(code, name)


async def post(web: BaseTool) -> str:
    try:
        return str(await web.ainvoke("q"))
    except SourceDown as error:
        return f"down: {error}"


def test_an_error_of_the_notebooks_own_is_raised_by_name() -> None:
    """`raises("SourceDown")` is the class that the notebook defines."""
    scenario = call("post", tool("web", fails=raises("SourceDown", "maintenance")))
    assert on(scenario, post, SourceDown=SourceDown).value == "down: maintenance"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ({}, "needs the exception `SourceDown`, which this notebook does not define"),
        ({"SourceDown": KeyboardInterrupt}, "which this notebook does not define"),
        ({"SourceDown": 3}, "which this notebook does not define"),
        ({"SourceDown": Particular}, "Let `SourceDown` be made from its message alone"),
    ],
)
def test_an_error_that_is_not_there_is_told_before_anything_runs(names: dict[str, Any], says: str) -> None:
    """Refused at once, where no handler of the answer's can swallow it."""
    run = on(call("post", tool("web", fails=raises("SourceDown"))), post, **names)
    assert run.ending is Ending.REFUSED
    assert run.problem is not None
    assert says in run.problem.message
    assert run.spans == ()


def test_an_error_may_be_an_argument() -> None:
    """`call("classify", raises(...))` gives the answer the exception itself."""

    def classify(error: Exception) -> str:
        return f"{type(error).__name__}: {error}"

    assert on(call("classify", raises("TimeoutError", "late")), classify).value == "TimeoutError: late"


async def test_live_objects_work_in_a_demo_cell() -> None:
    """Outside of a run they record nothing and simply work, nested in lists and dicts as well."""
    cast = live({"llm": model("a b"), "tools": [tool("web", takes=0), tool("old", takes=0, style="sync")]})
    assert [chunk.content async for chunk in cast["llm"].astream("q")] == ["a", " b"]
    assert [await one.ainvoke("q") for one in cast["tools"]] == ["ok", "ok"]
    assert [item async for item in live(source("a b"))] == ["a", " b"]
    assert await asyncio.to_thread(live(sdk(takes=0)), "q") == "ok"
    assert await live(sink())("x") is None


def test_the_same_spec_twice_is_two_objects() -> None:
    """As it must be once the scenario has crossed as JSON."""
    web = tool("web")
    one, two = live((web, web))
    assert one is not two
