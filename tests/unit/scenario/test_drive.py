"""`run_scenario` and `perform` give a run for whatever stands in the notebook, and never raises what the answer did."""

import asyncio
import operator
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Annotated, Any, TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import BaseTool
from langgraph.graph import StateGraph
from langgraph.pregel import Pregel

from asynclab import lab
from asynclab.observe import codec
from asynclab.observe.run import Ending, Run
from asynclab.scenario import (
    ALL,
    NotAttempted,
    Scenario,
    call,
    events,
    from_json,
    invoke,
    iterate,
    model,
    perform,
    raises,
    read,
    source,
    stream,
    to_json,
    tool,
)
from asynclab.scenario.variations import varied

from .notebook import on, times


async def ask(question: str, *, tools: list[BaseTool]) -> list[str]:
    return list(await asyncio.gather(*(one.ainvoke(question) for one in tools)))


def refusal(run: Run) -> str:
    assert run.ending is Ending.REFUSED
    assert run.problem is not None
    return run.problem.message


# -- the ways to drive -------------------------------------------------------------------------------


def test_a_call_gives_the_value_and_what_it_took() -> None:
    """Arguments and specs arrive, overlapping work takes what the slowest takes."""
    run = on(call("ask", "q", tools=[tool("web", takes=3, returns="{query}!"), tool("wiki", takes=1)]), ask)
    assert (run.ending, run.value, run.elapsed) == (Ending.RETURNED, ["q!", "ok"], 3.0)
    assert run.awaited


def test_a_call_of_a_runnable_is_its_ainvoke() -> None:
    """A tool, a chain or a graph of the notebook's own is called as LangChain does."""

    async def double(number: int) -> int:
        await asyncio.sleep(1)
        return 2 * number

    run = on(call("chain", 4, config={"tags": ["mine"]}), chain=RunnableLambda(double))
    assert (run.value, run.elapsed) == (8, 1.0)
    assert run.find("double")[0].tags == ("mine",)


class State(TypedDict):
    notes: Annotated[list[str], operator.add]


def desk(llm: Any, *, wait: float = 1) -> StateGraph:
    async def think(state: State) -> dict[str, list[str]]:
        await asyncio.sleep(wait)
        return {"notes": [(await llm.ainvoke("q")).content]}

    async def file(state: State) -> dict[str, list[str]]:
        return {"notes": ["filed"]}

    graph = StateGraph(State)
    graph.add_node("think", think)
    graph.add_node("file", file)
    graph.add_edge("__start__", "think")
    graph.add_edge("think", "file")
    return graph


def build(llm: Any, *, wait: float = 1) -> Any:
    return desk(llm, wait=wait).compile()


def test_invoke_awaits_the_graph_that_the_answer_builds() -> None:
    """Arguments go to the factory, the input to the graph."""
    run = on(invoke("build", model("hello you", every=1), wait=2, input={"notes": ["start"]}), build)
    assert (run.value, run.elapsed) == ({"notes": ["start", "hello you", "filed"]}, 4.0)


def test_stream_reads_a_graph_in_the_modes_asked_for() -> None:
    """One mode as a text gives payloads; a list gives pairs."""
    bare = on(stream("build", model("hi", every=1), input={"notes": []}, modes="updates"), build)
    assert times(bare) == [({"think": {"notes": ["hi"]}}, 2.0), ({"file": {"notes": ["filed"]}}, 2.0)]
    pairs = on(stream("build", model("hi", every=1), input={"notes": []}, modes=["values", "updates"]), build)
    assert times(pairs)[0] == (["values", {"notes": []}], 0.0)
    assert (["updates", {"think": {"notes": ["hi"]}}], 2.0) in times(pairs)


def test_subgraphs_give_namespaces_as_well() -> None:
    """`subgraphs=True` is passed on."""
    run = on(stream("build", model("hi"), input={"notes": []}, modes=["updates"], subgraphs=True), build)
    assert times(run)[0] == ([[], "updates", {"think": {"notes": ["hi"]}}], 1.0)


def test_a_runnable_of_the_notebook_is_streamed_itself() -> None:
    """No factory is needed, and no mode where there is none."""
    assert times(on(stream("chain", input="q"), chain=RunnableLambda(str.upper))) == [("Q", 0.0)]


@pytest.mark.parametrize("asked", [stream("later", input="q"), invoke("later", input="q"), events("later", input="q")])
def test_a_factory_that_has_to_be_awaited_is_none(asked: Scenario) -> None:
    """The chapter's own cells call it without an `await`, and would break on what earned all points."""

    async def later() -> Any:
        return RunnableLambda(str.upper)

    run = on(asked, later)
    assert run.ending is Ending.REFUSED
    assert run.problem is not None
    assert run.problem.message.startswith("`later` gives a coroutine, and nothing is built before that is awaited.")
    assert "begin it with `def`" in run.problem.message

    def by_hand() -> Any:
        return later()

    through = on(replace(asked, target="by_hand"), by_hand, later=later)
    assert through.problem is not None
    assert through.problem.message == run.problem.message


def test_events_are_read_as_one_feed() -> None:
    """`astream_events`, with its tokens at their times and the config passed on."""

    def desk(llm: Any) -> Any:
        return llm.with_config(run_name="desk-model")

    run = on(events("desk", model("a b", every=1), input="q", config={"metadata": {"team": "x"}}), desk)
    tokens = [item for item in run.items if item.value["event"] == "on_chat_model_stream"]
    assert [(item.value["data"]["chunk"]["content"], item.time) for item in tokens] == [("a", 1.0), (" b", 2.0)]
    assert {item.value["metadata"]["team"] for item in run.items} == {"x"}
    assert run.items[-1].value["event"] == "on_chat_model_end"


@pytest.mark.skipif(not hasattr(Pregel, "_apregel_stream_v3"), reason="this LangGraph has no third version of events")
@pytest.mark.filterwarnings("ignore:The v3 streaming protocol")
def test_the_third_version_of_events_is_read_and_stopped() -> None:
    """It is awaited before it is read; leaving early aborts the graph."""
    scenario = events("build", model("a b", every=1), input={"notes": []}, version="v3")
    whole = on(scenario, build)
    assert (whole.ending, whole.elapsed, whole.left) == (Ending.RETURNED, 3.0, ())
    assert len(whole.items) > 3
    early = on(scenario.reading(leave_at=0.5), build)
    assert (early.ending, early.elapsed, early.left) == (Ending.RETURNED, 0.5, ())


def test_read_gives_a_variable() -> None:
    """As plain data, with nothing run."""
    assert perform(read("answer"), {"answer": ("b", 1)}).value == ["b", 1]


def test_a_plain_function_is_simply_called_and_the_run_says_so() -> None:
    """What it blocks is found, and `awaited` is False."""

    def sums(numbers: list[int]) -> int:
        return sum(numbers)

    run = on(call("sums", [1, 2]), sums)
    assert (run.ending, run.value, run.awaited) == (Ending.RETURNED, 3, False)


# -- shapes that cannot be driven --------------------------------------------------------------------


def test_a_missing_target_is_told_with_the_nearest_name() -> None:
    """The cell was not run, failed, or has another name."""
    message = refusal(on(call("ask_sources"), ask_source=ask))
    assert message.startswith("There is no `ask_sources` in this notebook. There is a `ask_source`: is that the one?")
    assert "Run the cell again" in message


async def feed() -> AsyncIterator[int]:
    yield 1


def plain_feed() -> Iterator[int]:
    yield 1


async def collects() -> list[int]:
    await asyncio.sleep(1)
    return [1, 2]


async def hands_on() -> AsyncIterator[int]:
    return feed()


def numbers() -> list[int]:
    return [1]


async def takes_one(question: str = "x") -> None:
    pass


def uncompiled() -> StateGraph:
    return desk(None)


ANSWERS = (feed, plain_feed, collects, hands_on, numbers, takes_one, uncompiled)


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        (call("feed"), "`feed` is an async generator: it has `yield` in it"),
        (call("plain_feed"), "`plain_feed` is a generator: it has `yield` in it"),
        (iterate("plain_feed"), "`plain_feed` is a plain generator (`def` with `yield`)"),
        (
            iterate("collects"),
            "`collects` is a coroutine: it has no `yield`, and after all its work it returned a list",
        ),
        (
            iterate("hands_on"),
            "`hands_on` is a coroutine: it has no `yield`, and after all its work it returned an async",
        ),
        (iterate("numbers"), "`numbers` returned a list, and nothing can be read from that item by item"),
        (
            call("takes_one", "q", tools=[]),
            "`takes_one(question)` does not take what it is given: got an unexp",
        ),
        (call("takes_one", 1, 2), "`takes_one(question)` does not take what it is given: too many positional"),
        (call("number"), "`number` is an int, and should be a function"),
        (stream("number", input=1), "`number` is an int, and should be a function"),
        (
            stream("uncompiled", input=1),
            "`uncompiled` gives a StateGraph, which has no `astream`. It is not compiled yet",
        ),
        (invoke("chain", tool("web")), "`chain` is a RunnableLambda already. It is called here"),
        (invoke("numbers"), "`numbers` gives a list, which has no `ainvoke`. Return a runnable or a graph."),
        (events("takes_one"), "`takes_one` gives None, which has no `astream_events`"),
    ],
)
def test_a_wrong_shape_is_refused_with_a_sentence(scenario: Scenario, says: str) -> None:
    """It names the slip and what to do."""
    assert says in refusal(on(scenario, *ANSWERS, number=3, chain=RunnableLambda(str.upper)))


# -- whatever the answer does ------------------------------------------------------------------------


def raiser(error: BaseException) -> Any:
    async def answer() -> None:
        raise error

    return answer


@pytest.mark.parametrize(
    "error", [ValueError("x"), SystemExit(3), KeyboardInterrupt(), GeneratorExit(), BaseException()]
)
def test_an_answer_may_raise_anything(error: BaseException) -> None:
    """It is the run's problem, and never ours."""
    run = on(call("answer"), answer=raiser(error))
    assert run.ending is Ending.RAISED
    assert run.problem is not None
    assert run.problem.type == type(error).__name__


def test_an_answer_that_raises_cancellation_itself_is_no_reader_that_left() -> None:
    """CancelledError out of nowhere is an error like others."""
    run = on(call("answer"), answer=raiser(asyncio.CancelledError()))
    assert (run.ending, run.left_early) == (Ending.RAISED, None)


def test_an_error_carries_the_students_line() -> None:
    """The innermost line of the answer's own."""

    async def fails() -> None:
        await asyncio.sleep(1)
        raise LookupError("here")

    run = on(call("fails"), fails)
    assert run.problem is not None
    assert run.problem.place is not None
    assert run.problem.place.text == 'raise LookupError("here")'
    assert run.elapsed == 1.0


async def helper() -> int:
    return 1


def test_a_returned_coroutine_is_told_and_closed() -> None:
    """Forgotten awaits show in the value, and Python has nothing to warn of."""

    async def forgets() -> Any:
        return [helper(), {"one": helper()}]

    run = on(call("forgets"), forgets)
    assert run.ending is Ending.RETURNED
    assert run.value[0]["$"] == run.value[1]["one"]["$"] == "coroutine"


def test_a_hang_is_the_runs_ending() -> None:
    """Nobody will ever set the event."""

    async def waits() -> None:
        await asyncio.Event().wait()

    assert on(call("waits"), waits).ending is Ending.HUNG


def test_an_endless_loop_ends_at_the_real_time_limit() -> None:
    """`real_limit` real seconds, and the run says that it was stopped."""

    async def spins() -> None:
        while True:
            pass

    assert perform(call("spins"), {"spins": spins}, real_limit=0.2).ending is Ending.STOPPED


def test_what_the_answer_prints_arrives(capsys: pytest.CaptureFixture[str]) -> None:
    """Printing inside of a run is printing."""

    async def prints() -> None:
        print("hello from", lab.now())

    on(call("prints"), prints)
    assert capsys.readouterr().out == "hello from 0.0\n"


async def test_it_runs_beside_a_running_loop() -> None:
    """As in a notebook, whose own loop is running."""
    assert on(call("collects"), collects).elapsed == 1.0


# -- not attempted -----------------------------------------------------------------------------------


async def in_a_group() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(stub())


async def as_a_cause() -> None:
    try:
        await stub()
    except NotImplementedError as error:
        raise RuntimeError("wrapped") from error


async def stub() -> None:
    raise NotAttempted("ask")


@pytest.mark.parametrize("answer", [stub, in_a_group, as_a_cause])
def test_a_stub_is_not_attempted(answer: Any) -> None:
    """Also inside of a group, and where another error was made of it."""
    assert on(call(answer.__name__), answer).ending is Ending.NOT_ATTEMPTED


@pytest.mark.parametrize("scenario", [iterate("stub"), stream("stub", input=1), events("stub"), invoke("stub")])
def test_a_stub_is_not_attempted_however_it_is_driven(scenario: Scenario) -> None:
    """A stub without `yield` is a coroutine, and still a stub."""
    assert on(scenario, stub).ending is Ending.NOT_ATTEMPTED


@pytest.mark.parametrize("scenario", [read("answer"), call("answer"), stream("answer")])
def test_three_dots_are_not_attempted(scenario: Scenario) -> None:
    """`answer = ...` is the stub of a variable."""
    run = perform(scenario, {"answer": ...})
    assert run.ending is Ending.NOT_ATTEMPTED
    assert run.problem is not None
    assert "not attempted yet" in run.problem.message


def test_another_not_implemented_error_is_no_stub() -> None:
    """Only the course's own error means not attempted."""
    assert on(call("answer"), answer=raiser(NotImplementedError("later"))).ending is Ending.RAISED


def test_the_stubs_error_says_what_to_do() -> None:
    """With or without the task's name."""
    assert str(NotAttempted("ask")).startswith("ask: not attempted yet. Replace the line")
    with pytest.raises(NotImplementedError, match="This task: not attempted yet"):
        raise NotAttempted


# -- the wall ----------------------------------------------------------------------------------------


async def fan(feed: AsyncIterator[str], tools: list[BaseTool]) -> AsyncIterator[str]:
    async def one(item: str, web: BaseTool) -> str:
        try:
            return str(await web.ainvoke(item))
        except ConnectionError:
            return "down"

    async for item in feed:
        async with asyncio.TaskGroup() as group:
            jobs = [group.create_task(one(item, web)) for web in tools]
        for job in jobs:
            yield job.result()


def one_order_of(scenario: Scenario, number: int) -> Scenario:
    orders = varied(scenario, orders=ALL).orders
    return orders[number % len(orders)]


MOMENTS = st.integers(0, 400).map(lambda n: n / 100)
FANS = st.builds(
    lambda every, takes, number, how: one_order_of(
        iterate(
            "fan",
            source("a b c", every=every, closing=0.1),
            [
                tool(f"t{n}", takes=each, returns="{query}", fails=[raises("ConnectionError")] * (n % 2))
                for n, each in enumerate(takes)
            ],
        ).reading(**how),
        number,
    ),
    MOMENTS,
    st.lists(MOMENTS, min_size=1, max_size=3),
    st.integers(0, 20),
    st.fixed_dictionaries(
        {}, optional={"take": st.integers(1, 4), "pace": MOMENTS, "leave_at": MOMENTS, "timeout": MOMENTS}
    ),
)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(FANS)
def test_a_run_is_the_same_on_the_other_side_of_the_wall(scenario: Scenario) -> None:
    """Scenario and run passed through JSON: the same scenario gives the same run, whoever performs it."""
    here = on(scenario, fan)
    there = codec.from_json(codec.to_json(on(from_json(to_json(scenario)), fan)))
    assert there == here
    assert here.seed == scenario.seed


@pytest.mark.parametrize(
    ("config", "unheard"), [({}, []), ({"callbacks": []}, ["double"]), ({"tags": ["mine"]}, [])], ids=str
)
def test_a_request_knows_which_runs_its_own_callbacks_were_told_of(config, unheard):
    """A handler travels in the config: with an empty list of callbacks a run is told to others, and not to it."""

    async def chain(value):
        return await RunnableLambda(lambda number: number * 2, name="double").ainvoke(value, config)

    async def given(value, config):
        return await RunnableLambda(chain).ainvoke(value, config)

    for asked in (invoke("made", input=4, config={"tags": ["a"]}), call("given", 4, config={"tags": ["a"]})):
        seen = on(asked, made=lambda: RunnableLambda(chain), given=given)
        assert [span.name for span in seen.spans if span.data.get("heard") is False] == unheard


async def hands_on(told):
    yield told


def turn(told):
    return hands_on(told)


def test_the_function_with_the_yield_is_named_and_not_who_called_it():
    """A helper of the course's is a plain `def`, and nobody's to mend."""
    run = perform(call("turn", "a"), globals())
    assert run.problem is not None
    assert run.problem.message.startswith("`hands_on` is an async generator: it has `yield` in it")
