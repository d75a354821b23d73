"""The LangSmith run tree: recorded offline, forwarded where there is a key."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda, RunnableParallel
from langsmith import Client, get_current_run_tree, run_trees, traceable, tracing_context
from langsmith import utils as langsmith_utils

from asynclab import lab
from asynclab.expect.query import ancestry
from asynclab.observe import Run, record
from asynclab.observe.trace import langsmith as langsmith_trace
from tests.unit.observe.fakes import Talker, graph, tool
from tests.unit.observe.loopback import langsmith

KEYS = ("API_KEY", "ENDPOINT", "TRACING", "TRACING_V2", "PROJECT", "RUNS_ENDPOINTS", "WORKSPACE_ID")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """LangSmith as if just imported, with nothing set."""
    for prefix in ("LANGSMITH_", "LANGCHAIN_"):
        for key in KEYS:
            monkeypatch.delenv(prefix + key, raising=False)
    monkeypatch.setattr(run_trees, "_CLIENT", None)
    langsmith_utils.get_env_var.cache_clear()
    yield
    langsmith_utils.get_env_var.cache_clear()


def tree(run: Run) -> list[tuple[str, str, str | None, float, float | None]]:
    names = {t.id: t.name for t in run.traced}
    return [(t.run_type, t.name, names.get(t.parent or 0), t.start, t.end) for t in run.traced]


async def failing(x: int) -> None:
    await asyncio.sleep(1)
    raise ValueError("boom")


@traceable(name="inner", tags=["t1"], metadata={"k": 1})
async def inner(query: str) -> str:
    found = get_current_run_tree()
    assert found is not None
    found.metadata["found"] = 2
    return str(await tool("web", 2.0).ainvoke(query))


@traceable(name="outer")
async def outer(query: str) -> str:
    return await inner(query)


CHAIN = (
    RunnableLambda(lambda x: x).with_config(run_name="first")
    | RunnableParallel(a=Talker(words=["a", "b"]), b=RunnableLambda(inner).with_config(run_name="step"))
).with_config(run_name="root", tags=["r"], metadata={"user": "u1"})


async def work() -> None:
    await CHAIN.ainvoke("q")
    with pytest.raises(ValueError, match="boom"):
        await RunnableLambda(failing).with_config(run_name="bad").ainvoke(1)
    await outer("q")


def test_chains_and_traceable_functions_are_one_tree() -> None:
    """Names, run types, parents and virtual times, as LangSmith would show them."""
    run, _ = record(work)
    assert tree(run) == [
        ("chain", "root", None, 0.0, 2.0),
        ("chain", "first", "root", 0.0, 0.0),
        ("chain", "RunnableParallel<a,b>", "root", 0.0, 2.0),
        ("llm", "talker", "RunnableParallel<a,b>", 0.0, 1.0),
        ("chain", "step", "RunnableParallel<a,b>", 0.0, 2.0),
        ("chain", "inner", "step", 0.0, 2.0),
        ("tool", "web", "inner", 0.0, 2.0),
        ("chain", "bad", None, 2.0, 3.0),
        ("chain", "outer", None, 3.0, 5.0),
        ("chain", "inner", "outer", 3.0, 5.0),
        ("tool", "web", "inner", 3.0, 5.0),
    ]


def test_tags_metadata_and_errors_are_what_people_passed_and_raised() -> None:
    """Inherited tags, metadata added on the way, and the exception without its traceback."""
    run, _ = record(work)
    found = {t.name: t for t in run.traced[:8]}
    assert found["root"].tags == ("r",)
    assert found["root"].metadata == {"user": "u1"}
    assert found["talker"].tags == ("map:key:a", "r")
    assert found["talker"].metadata == {"user": "u1"}
    assert "t1" in found["inner"].tags
    assert {"k": 1, "found": 2}.items() <= found["inner"].metadata.items()
    assert found["bad"].error == "ValueError('boom')"
    assert found["root"].error is None


def test_a_langchain_run_inside_a_traceable_function_nests_under_the_run_around_it() -> None:
    """A @traceable function is no LangChain run; the callback's span finds the one around it."""
    run, _ = record(work)
    web = run.find("web", "tool")[0]
    assert [s.name for s in ancestry(run)(web)] == ["step", "RunnableParallel<a,b>", "root"]


def test_a_graph_is_a_tree_of_its_nodes() -> None:
    """LangGraph's runs too."""

    async def node(state: Any) -> dict[str, list[str]]:
        return {"said": [await tool("web", 1.0).ainvoke("q")]}

    async def main() -> None:
        await graph(node=node).ainvoke({"said": []}, {"tags": ["t"], "metadata": {"user": "u"}})

    run, _ = record(main)
    seen = [row for row in tree(run) if row[1] in ("desk", "node", "web")]
    assert seen == [
        ("chain", "desk", None, 0.0, 1.0),
        ("chain", "node", "desk", 0.0, 1.0),
        ("tool", "web", "node", 0.0, 1.0),
    ]
    web = next(t for t in run.traced if t.name == "web")
    assert "t" in web.tags
    assert web.metadata == {"user": "u", "langgraph_node": "node"}


def test_a_feed_that_is_closed_at_its_last_event_has_nothing_on_stderr(caplog: pytest.LogCaptureFixture) -> None:
    """Closing it is right: that LangChain tells its tracer twice of the run's end is no matter of the student's."""

    async def node(state: Any) -> dict[str, list[str]]:
        return {"said": [await tool("web", 1.0).ainvoke("q")]}

    async def reads_to_the_last_event() -> None:
        async with aclosing(graph(node=node).astream_events({"said": []}, version="v2")) as feed:
            async for event in feed:
                if event["event"] == "on_chain_end" and not event["parent_ids"]:
                    break

    run, _ = record(reads_to_the_last_event)
    assert caplog.messages == []
    assert [traced.end for traced in run.traced] == [1.0] * len(run.traced)
    assert run.left == ()


@pytest.mark.parametrize("tracing", [None, "true"])
def test_without_a_key_no_socket_is_ever_connected(tracing: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not inside the run, not after it, and not by a background thread."""
    connected = []
    for method in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, method, lambda *args: connected.append(args))
    if tracing:
        monkeypatch.setenv("LANGSMITH_TRACING", tracing)
        monkeypatch.setenv("LANGCHAIN_TRACING_V2", tracing)
    run, _ = record(work)
    assert len(run.traced) == 11
    assert run_trees._CLIENT is None
    assert connected == []


@pytest.mark.slow
def test_with_a_key_the_same_runs_go_to_langsmith_when_the_run_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run, with its inputs, outputs, tags, metadata and virtual times; nothing while the run lasts."""
    with langsmith() as (address, parts):
        monkeypatch.setenv("LANGSMITH_API_KEY", "a-real-key")
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", address)
        during: list[int] = []
        began: list[float] = []

        async def main() -> None:
            began.append(time.time())
            await work()
            await outer("q")
            with lab.real_time():
                during.append(len(parts))

        run, _ = record(main)
        client = run_trees.get_cached_client()
        client.flush()
        client.close() if hasattr(client, "close") else None
    assert during == [0]
    posted = {name.split(".")[1]: part for name, part in parts.items() if name.count(".") == 1 and "trace_id" in part}
    assert len(posted) == len(run.traced)
    in_order = sorted(posted.values(), key=lambda part: part["dotted_order"])
    assert sorted(part["name"] for part in in_order) == sorted(t.name for t in run.traced)
    root = next(part for part in in_order if part["name"] == "root")
    assert root["tags"] == ["r"]
    extra = parts.get(f"post.{root['id']}.extra") or root["extra"]  # a part of its own since LangSmith 0.4
    assert extra["metadata"]["user"] == "u1"
    times = (datetime.fromisoformat(root[end]).replace(tzinfo=UTC) for end in ("start_time", "end_time"))
    assert [each.timestamp() - began[0] for each in times] == [0, 2]
    assert parts[f"post.{root['id']}.inputs"] == {"input": "q"}
    web = next(part for part in in_order if part["name"] == "web")
    assert "web: q" in str(parts[f"post.{web['id']}.outputs"])
    assert posted[web["parent_run_id"]]["name"] == "inner"


@pytest.mark.slow
def test_a_run_is_the_same_with_and_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tracing for real changes nothing about what is recorded."""
    without, _ = record(work)
    with langsmith() as (address, _parts):
        monkeypatch.setenv("LANGSMITH_API_KEY", "a-real-key")
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", address)
        langsmith_utils.get_env_var.cache_clear()
        with_key, _ = record(work)
        run_trees.get_cached_client().flush()
    assert with_key == without


def test_a_client_that_fails_does_not_fail_the_run(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """LangSmith being away is logged and nothing else."""

    class Away:
        def create_run(self, *args: object, **kwargs: object) -> None:
            raise OSError("no route")

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "a-real-key")
    monkeypatch.setattr(run_trees, "_CLIENT", Away())
    run, _ = record(work)
    assert len(run.traced) == 11
    assert "LangSmith did not take a run: no route" in caplog.text


def test_tracing_around_the_recording_does_not_show_in_the_run() -> None:
    """A notebook that is traced itself records the same run: no parent, tags or metadata from outside."""
    alone, _ = record(work)

    @traceable(name="notebook", tags=["outside"], metadata={"outside": 1})
    def cell() -> Run:
        return record(work)[0]

    client = Client(api_key="none", auto_batch_tracing=False, info={})
    with tracing_context(enabled="local", client=client):
        assert cell() == alone


@pytest.mark.parametrize("case", [lambda: CHAIN.ainvoke("q"), lambda: outer("q"), lambda: failing(1)])
def test_what_is_kept_of_a_run_is_the_same_by_the_long_way(case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is sent, a run is not dumped as LangSmith would send it."""
    short, _ = record(case)
    monkeypatch.setattr(langsmith_trace, "_is_simple", lambda run, **options: False)
    assert record(case)[0] == short


def test_metadata_that_is_no_plain_value_is_told_as_langsmith_has_it() -> None:
    """An object in it goes the long way, and comes out as ever."""
    config: Any = {"metadata": {"where": {"city": "Bergen"}, "k": 1}}
    run, _ = record(lambda: RunnableLambda(lambda x: x).ainvoke(1, config))
    assert [traced.metadata for traced in run.traced] == [{"where": {"city": "Bergen"}, "k": 1}]
