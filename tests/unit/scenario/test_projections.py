"""Event streaming: the projections of one run, each read at its own pace, on the virtual clock."""

import operator
import re
import warnings
from typing import Annotated, Any, TypedDict

import langgraph.version
import pytest
from langchain_core.runnables import RunnableLambda
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.config import get_stream_writer
from langgraph.graph import StateGraph
from langgraph.types import interrupt

from asynclab.expect import (
    first_before_last,
    items,
    items_at,
    let_go,
    nothing_left,
    of_projection,
    reads,
    took,
    used_all,
)
from asynclab.observe import codec
from asynclab.observe.run import Ending, Run
from asynclab.scenario import (
    Scenario,
    ScenarioError,
    call,
    events,
    from_json,
    model,
    projection,
    raises,
    stream,
    to_json,
)
from asynclab.scenario.variations.moments import instants

from .notebook import on, times

_NEWER = tuple(map(int, langgraph.version.__version__.split(".")[:2])) >= (1, 2)
only_newer = pytest.mark.skipif(not _NEWER, reason="event streaming is there from langgraph 1.2 on")


class State(TypedDict):
    notes: Annotated[list[str], operator.add]


def build(llm: Any) -> Any:
    """A graph that writes, and then a subgraph that does the same."""

    async def write(state: State) -> dict[str, list[str]]:
        get_stream_writer()({"begun": len(state["notes"])})
        return {"notes": [str((await llm.ainvoke("q")).content)]}

    inner = StateGraph(State)
    inner.add_node("inner", write)
    inner.add_edge("__start__", "inner")
    graph = StateGraph(State)
    graph.add_node("write", write)
    graph.add_node("check", inner.compile())
    graph.add_edge("__start__", "write")
    graph.add_edge("write", "check")
    return graph.compile()


def desk(*projections: Any, llm: Any = None) -> Scenario:
    """The graph with a model that gives three tokens, at 1.5, 2 and 2.5 s; in the subgraph 2.5 s later."""
    scripted = llm or model("three short words", first=1, every=0.5)
    return events("build", scripted, input={"notes": []}, version="v3", projections=projections)


def of(run: Run, name: str) -> list[tuple[Any, float]]:
    return [(item.value, item.time) for item in run.items if item.projection == name]


@only_newer
def test_several_projections_are_read_at_once_each_at_its_times() -> None:
    """Text, states, what the nodes write and the final state come from one run, and none waits for another."""
    run = on(desk("messages.text", "values", "custom", "updates", "output"), build)
    assert (run.ending, run.elapsed, run.left_early, run.left) == (Ending.RETURNED, 5.0, None, ())
    assert of(run, "messages.text") == [("three", 1.5), (" short", 2.0), (" words", 2.5)]
    assert [time for _, time in of(run, "values")] == [0.0, 2.5, 5.0]
    assert of(run, "custom") == [({"begun": 0}, 0.0)]
    assert [next(iter(update)) for update, _ in of(run, "updates")] == ["write", "check"]
    assert [time for _, time in of(run, "output")] == [5.0]
    assert of(run, "output")[0][0] == of(run, "values")[-1][0]


@only_newer
def test_a_name_more_is_an_async_for_more() -> None:
    """Each subgraph's messages, and the text of each; `messages` alone gives whose they are, `output` the message."""
    run = on(desk("subgraphs.messages.text", "messages"), build)
    assert of(run, "subgraphs.messages.text") == [("three", 4.0), (" short", 4.5), (" words", 5.0)]
    assert of(run, "messages") == [({"node": "write", "namespace": []}, 1.5)]
    run = on(desk("subgraphs", "messages.output"), build)
    assert of(run, "subgraphs") == [({"path": ["check:<uuid>"], "graph_name": "check"}, 2.5)]
    [(message, at)] = of(run, "messages.output")
    assert (message["content"][0]["text"], at) == ("three short words", 2.5)


@only_newer
def test_a_slow_reader_holds_back_the_run_and_no_other_reader() -> None:
    """2 s on each text: the subgraph begins when the last is used, at 7.5 s. The states are read as they come."""
    run = on(desk(projection("messages.text", pace=2), "values"), build)
    assert [time for _, time in of(run, "messages.text")] == [1.5, 3.5, 5.5]
    assert [mark.time for mark in run.reader_marks("messages.text")] == [3.5, 5.5, 7.5]
    assert [time for _, time in of(run, "values")] == [0.0, 2.5, 5.0]
    assert run.elapsed == 7.5


@only_newer
def test_a_slow_reader_alone_holds_back_the_graph() -> None:
    """Nobody else asks for the next event: the second node begins 5 s late."""
    run = on(desk(projection("messages.text", pace=2)), build)
    assert [time for _, time in of(run, "messages.text")] == [1.5, 3.5, 5.5]
    assert run.elapsed == 10.0


@only_newer
def test_a_reader_that_has_enough_leaves_the_others_reading() -> None:
    """The run goes on for them; it ends at once where all have gone, and says when."""
    run = on(desk(projection("messages.text", take=1), "values"), build)
    assert (len(of(run, "messages.text")), len(of(run, "values")), run.left_early) == (1, 3, None)
    run = on(desk(projection("messages.text", take=1), projection("values", take=1)), build)
    assert (run.ending, run.elapsed, run.left_early, run.left) == (Ending.RETURNED, 1.5, 1.5, ())


@only_newer
def test_a_reader_that_is_cancelled_while_it_drives_the_run_ends_it_for_all() -> None:
    """LangGraph has no task of its own: whoever waits for the next event drives the graph, and is cancelled with it."""
    run = on(desk(projection("messages.text", leave_at=1.7), "values"), build)
    assert (of(run, "messages.text"), run.elapsed) == ([("three", 1.5)], 1.7)
    assert [time for _, time in of(run, "values")] == [0.0]


@only_newer
def test_a_reader_of_all_leaves_and_ends_the_run() -> None:
    """`.reading(leave_at=...)` is of the whole run: the model is let go at that instant."""
    run = on(desk("messages.text", "values").reading(leave_at=1.7), build)
    assert (run.ending, run.elapsed, run.left_early, run.left) == (Ending.RETURNED, 1.7, 1.7, ())
    assert let_go().judge(run) == nothing_left().judge(run) == ()


@only_newer
def test_what_the_graph_raises_is_raised_by_its_readers() -> None:
    """One error, and not one a reader."""
    run = on(desk("messages.text", "values", llm=model(raises("ConnectionError", "gone"))), build)
    assert (run.ending, run.problem and run.problem.type) == (Ending.RAISED, "ConnectionError")


@only_newer
def test_interrupts_are_one_item() -> None:
    """As `await run.interrupts()` gives them, when the run has stopped."""

    def asking() -> Any:
        async def ask(state: State) -> dict[str, list[str]]:
            return {"notes": [interrupt("really?")]}

        graph = StateGraph(State)
        graph.add_node("ask", ask)
        graph.add_edge("__start__", "ask")
        return graph.compile(checkpointer=InMemorySaver())

    asked = events(
        "asking",
        input={"notes": []},
        config={"configurable": {"thread_id": "1"}},
        version="v3",
        projections=["interrupts"],
    )
    assert times(on(asked, asking)) == [([{"$": "Interrupt", "value": "really?"}], 0.0)]


@only_newer
def test_expectations_are_of_one_projection() -> None:
    """Items, times and the reader's marks are that projection's; the rest is the run's. Failures name it."""
    run = on(desk("messages.text", projection("values", pace=0.25)), build)
    text = of_projection(
        "messages.text", reads("three short words"), items_at(1.5, 2.0, 2.5), first_before_last("model"), took(5.25)
    )
    assert text.judge(run) == ()
    [failure] = of_projection("values", items_at(0, 1)).judge(run)
    assert failure.seen == "Of the projection `values`: the items came at 0, 2.5 and 5 s."
    assert used_all("model", "reader").judge(run)
    [failure] = of_projection("messages", items()).judge(run)
    assert failure.seen == "The check reads `messages.text` and `values`, not `messages`."


@only_newer
def test_a_run_with_projections_crosses_the_wall() -> None:
    """Scenario and run are the same after a round through JSON."""
    scenario = desk("messages.text", projection("values", take=1, pace=0.5, leave_at=3))
    assert from_json(to_json(scenario)) == scenario
    run = on(scenario, build)
    assert codec.from_json(codec.to_json(run)) == run
    assert run.projections == ("messages.text", "values")


@only_newer
def test_the_picture_has_a_row_for_each_projection() -> None:
    """Under its own name."""
    told = str(on(desk("messages.text", "values"), build).timeline())
    assert [line.split()[0] for line in told.splitlines() if "●" in line] == ["messages.text", "values"]


@only_newer
def test_a_projection_that_is_not_there_is_refused_with_those_that_are() -> None:
    """The student's own is named where it is missing."""
    run = on(desk("extensions.cost"), build)
    assert run.ending is Ending.REFUSED
    assert run.problem is not None
    assert run.problem.message.startswith("The run of `build` has no projection `cost`. It has `lifecycle`, `messages`")


def test_what_opens_no_run_is_refused() -> None:
    """A runnable that is no graph, or any graph of an older LangGraph, and not the error of a library."""

    def chain() -> Any:
        return RunnableLambda(str)

    run = on(events("chain", input="q", version="v3", projections=["values"]), chain)
    assert run.ending is Ending.REFUSED
    assert run.problem is not None
    assert "opens no run with projections" in run.problem.message


@only_newer
def test_a_student_reads_projections_as_well() -> None:
    """In an answer of their own, driven by a call."""

    async def told(llm: Any) -> list[str]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it is experimental
            run = await build(llm).astream_events({"notes": []}, version="v3")
        return [text async for message in run.messages async for text in message.text]

    run = on(call("told", model("a b", every=1)), told, build)
    assert (run.value, run.elapsed) == (["a", " b"], 4.0)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"projections": ["values"]}, 'projections= is for version="v3"'),
        ({"version": "v3", "projections": ["messages.text", "messages"]}, "gives `run.messages` to one reader"),
        ({"version": "v3", "projections": ["messages..text"]}, "is no name"),
        ({"version": "v3", "projections": "values"}, "give a list"),
    ],
)
def test_a_slip_of_the_author_is_told_where_it_is_written(given: dict[str, Any], says: str) -> None:
    """Before anything runs."""
    with pytest.raises(ScenarioError, match=re.escape(says)):
        events("build", **given)


def test_each_projection_has_its_own_pace() -> None:
    """A pace of the whole is refused, with what to write; moments of leaving count all paces."""
    with pytest.raises(ScenarioError, match="Each projection has a reader of its own"):
        desk("values").reading(pace=1)
    assert 7.5 in instants(desk(projection("values", pace=2)))


@only_newer
def test_typed_parts_are_dicts_with_type_ns_and_data() -> None:
    """`stream(..., version="v2")`, with the modes and the subgraphs asked for."""
    scenario = stream(
        "build",
        model("a b", every=1),
        input={"notes": []},
        modes=["custom", "updates"],
        subgraphs=True,
        version="v2",
    )
    assert times(on(scenario, build)) == [
        ({"type": "custom", "ns": [], "data": {"begun": 0}}, 0.0),
        ({"type": "updates", "ns": [], "data": {"write": {"notes": ["a b"]}}}, 2.0),
        ({"type": "custom", "ns": ["check:<uuid>"], "data": {"begun": 1}}, 2.0),
        ({"type": "updates", "ns": ["check:<uuid>"], "data": {"inner": {"notes": ["a b"]}}}, 4.0),
        ({"type": "updates", "ns": [], "data": {"check": {"notes": ["a b", "a b"]}}}, 4.0),
    ]
