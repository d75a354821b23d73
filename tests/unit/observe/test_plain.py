"""Values as plain data."""

import asyncio
import json
import operator
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, TypedDict
from uuid import uuid4

import pytest
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, ToolMessage
from langchain_core.runnables import RunnableLambda
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, Interrupt, Send
from pydantic import BaseModel, ConfigDict

from asynclab.observe import langchain_values  # noqa: F401 - registers the shapes
from asynclab.observe.plain import ROOM, own_metadata, plain


class Word(str):
    pass


class Colour(Enum):
    RED = 1


class Level(IntEnum):
    HIGH = 3


class Name(str, Enum):
    ANNE = "anne"


@dataclass
class Point:
    x: int
    y: "Point | None" = None


class Ticket(BaseModel):
    model_config = ConfigDict(extra="allow")
    title: str
    size: Decimal = Decimal("1.50")


class Thing:
    pass


class Hostile:
    @property
    def __class__(self) -> type:  # type: ignore[override]
        raise RuntimeError("no class for you")


class Sly(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no message for you")


Pair = namedtuple("Pair", "left right")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (1.0, 1.0),
        ("text", "text"),
        (Word("text"), "text"),
        (Level.HIGH, 3),
        (Name.ANNE, "anne"),
        ([1, (2, 3)], [1, [2, 3]]),
        (Pair(1, "b"), [1, "b"]),
        (deque([1, 2]), [1, 2]),
        (range(3), [0, 1, 2]),
        ({"a": 1}.items(), [["a", 1]]),
        (OrderedDict(a=1), {"a": 1}),
        (Counter("aab"), {"a": 2, "b": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
    ],
)
def test_what_json_has_stands_for_itself(value: object, expected: object) -> None:
    """Primitives, their subclasses, sequences and dicts with text keys need no tag."""
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (float("nan"), {"$": "float", "value": "nan"}),
        (float("-inf"), {"$": "float", "value": "-inf"}),
        (Decimal("NaN"), {"$": "Decimal", "value": "NaN"}),
        (Decimal("1.50"), {"$": "Decimal", "value": "1.50"}),
        (Fraction(1, 3), {"$": "Fraction", "value": "1/3"}),
        (2**5000, {"$": "int", "value": hex(2**5000)}),
        (b"\x00ab", {"$": "bytes", "value": "\\x00ab"}),
        ({"b", "a"}, {"$": "set", "items": ["a", "b"]}),
        (frozenset([(2, 1), (1, 2)]), {"$": "set", "items": [[1, 2], [2, 1]]}),
        ({1: "a"}, {"$": "dict", "items": [[1, "a"]]}),
        ({("a", 1): 2}, {"$": "dict", "items": [[["a", 1], 2]]}),
        ({"$": "AIMessage"}, {"$": "dict", "items": [["$", "AIMessage"]]}),
        (Colour.RED, {"$": "Colour", "name": "RED"}),
        (Point(1, Point(2)), {"$": "Point", "x": 1, "y": {"$": "Point", "x": 2, "y": None}}),
        (
            Ticket(title="t", more=1),
            {"$": "Ticket", "title": "t", "size": {"$": "Decimal", "value": "1.50"}, "more": 1},
        ),
        (datetime(2026, 1, 2, tzinfo=UTC), {"$": "datetime", "value": "2026-01-02T00:00:00+00:00"}),
        (timedelta(seconds=90), {"$": "timedelta", "value": "0:01:30"}),
        (Path("a/b"), {"$": "Path", "value": "a/b"}),
        (Thing(), {"$": "Thing"}),
        (Thing, {"$": "type", "name": "Thing"}),
        (len, {"$": "builtin_function_or_method", "name": "len"}),
        (ValueError("boom"), {"$": "ValueError", "message": "boom"}),
        (
            ExceptionGroup("two", [ValueError("a"), KeyError("b")]),
            {
                "$": "ExceptionGroup",
                "message": "two",
                "inner": [{"$": "ValueError", "message": "a"}, {"$": "KeyError", "message": "'b'"}],
            },
        ),
    ],
)
def test_everything_else_is_tagged_with_the_name_of_its_type(value: object, expected: object) -> None:
    """No dict of a student's can pass for a message, a set or an exception."""
    assert plain(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (AIMessage("hi", id="run-1"), {"$": "AIMessage", "content": "hi"}),
        (HumanMessage("hi", name="anne"), {"$": "HumanMessage", "content": "hi", "name": "anne"}),
        (
            AIMessage("", tool_calls=[{"name": "web", "args": {"q": 1}, "id": "c1"}]),
            {
                "$": "AIMessage",
                "content": "",
                "tool_calls": [{"name": "web", "args": {"q": 1}, "id": "c1", "type": "tool_call"}],
            },
        ),
        (
            AIMessageChunk("", tool_call_chunks=[{"name": "web", "args": '{"q": 1}', "id": "c1", "index": 0}]),
            {
                "$": "AIMessageChunk",
                "content": "",
                "tool_call_chunks": [
                    {"name": "web", "args": '{"q": 1}', "id": "c1", "index": 0, "type": "tool_call_chunk"}
                ],
            },
        ),
        (
            ToolMessage("late", tool_call_id="c1", name="web", status="error"),
            {"$": "ToolMessage", "content": "late", "tool_call_id": "c1", "name": "web", "status": "error"},
        ),
        (
            AIMessage("hi", additional_kwargs={"k": 1}, response_metadata={"model_name": "m"}),
            {"$": "AIMessage", "content": "hi", "additional_kwargs": {"k": 1}},
        ),
        (
            Document("text", metadata={"page": 1}, id="d1"),
            {"$": "Document", "page_content": "text", "metadata": {"page": 1}},
        ),
        (Send("node", {"a": 1}), {"$": "Send", "node": "node", "arg": {"a": 1}}),
        (Interrupt(value="sure?"), {"$": "Interrupt", "value": "sure?"}),
        (
            Command(goto=[Send("node", 1)], update={"a": 1}),
            {"$": "Command", "update": {"a": 1}, "goto": [{"$": "Send", "node": "node", "arg": 1}]},
        ),
    ],
)
def test_langchain_and_langgraph_values_keep_what_they_say_and_lose_their_ids(value: object, expected: object) -> None:
    """Message ids and response metadata differ between runs and versions."""
    assert plain(value) == expected


def test_uuids_and_addresses_in_texts_are_replaced() -> None:
    """A run of the same code is the same run, whatever ids it drew."""
    text = f"run {uuid4()} of {Thing()}"
    assert plain([uuid4(), text]) == ["<uuid>", f"run <uuid> of <{__name__}.Thing object>"]


def test_two_keys_that_differ_in_their_uuids_are_both_kept() -> None:
    """Replacing ids loses no entry."""
    one, other = f"a:{uuid4()}", f"a:{uuid4()}"
    assert plain({one: 1, other: 2}) == {"$": "dict", "items": [["a:<uuid>", 1], ["a:<uuid>", 2]]}


def test_a_coroutine_nobody_awaited_is_named() -> None:
    """The commonest slip, returning a coroutine, can be seen in the value."""

    async def answer() -> None: ...

    coroutine = answer()
    assert plain(coroutine) == {
        "$": "coroutine",
        "name": "test_a_coroutine_nobody_awaited_is_named.<locals>.answer",
    }
    coroutine.close()


def test_cycles_depth_and_size_have_limits_that_show() -> None:
    """No value makes a run endless, and what was cut does not look complete."""
    cycle: list[Any] = [1]
    cycle.append(cycle)
    deep: list[Any] = []
    for _ in range(100):
        deep = [deep]
    assert plain(cycle) == [1, {"$": "cycle"}]
    assert '{"$": "cut"}' in json.dumps(plain(deep))
    wide = plain(range(10**9))
    assert wide[-1] == {"$": "cut"}
    assert len(wide) <= ROOM / 8
    assert plain("x" * 200_000).endswith("... (100000 more characters)")
    assert plain(["x" * 10_000_000, 1])[1] == 1  # it takes the room of what is kept of it


def test_the_same_object_twice_is_no_cycle() -> None:
    """Only what is inside itself is cut."""
    shared = [1]
    assert plain([shared, shared]) == [[1], [1]]


def test_hostile_values_become_the_name_of_their_class() -> None:
    """Nothing a student's class does makes recording fail."""
    assert plain(Sly()) == {"$": "Sly", "message": "<Sly cannot be shown>"}
    assert plain([Hostile(), "after"]) == [{"$": "Hostile"}, "after"]
    assert plain("\ud800") == "\\ud800"


def test_all_of_it_is_json() -> None:
    """What plain gives, JSON gives back."""
    value = plain([{1: {Colour.RED}}, Point(1), b"\xff", 1e300, "é\ud800", Ticket(title="t")])
    assert json.loads(json.dumps(value, allow_nan=False)) == value


def test_metadata_keeps_what_people_passed() -> None:
    """Of what libraries add only `langgraph_node` stays: the rest differs between versions."""
    passed = {"user": "u1", "thread_id": "7"}
    added = {"ls_provider": "x", "langgraph_step": 1, "langgraph_path": (), "checkpoint_ns": "", "lc_versions": {}}
    assert own_metadata(passed | added | {"langgraph_node": "n"}) == passed | {"langgraph_node": "n"}


class State(TypedDict):
    said: Annotated[list[str], operator.add]


def _graph() -> Any:
    async def speak(state: State) -> dict[str, list[str]]:
        return {"said": ["hello"]}

    inner = StateGraph(State).add_node("speak", speak).add_edge(START, "speak").add_edge("speak", END).compile()
    return StateGraph(State).add_node("inner", inner).add_edge(START, "inner").add_edge("inner", END).compile()


def test_stream_tuples_of_a_graph_are_the_same_each_time() -> None:
    """Namespaces keep their node and lose their id; modes and payloads stay in place."""

    async def items() -> list[Any]:
        return [plain(x) async for x in _graph().astream({"said": []}, stream_mode=["updates"], subgraphs=True)]

    once = asyncio.run(items())
    assert once == [
        [["inner:<uuid>"], "updates", {"speak": {"said": ["hello"]}}],
        [[], "updates", {"inner": {"said": ["hello"]}}],
    ]
    assert asyncio.run(items()) == once


def test_stream_events_lose_run_ids_and_keep_how_deep_they_are() -> None:
    """Of an event's parents the number is kept, of its metadata what people passed."""
    chain = RunnableLambda(lambda x: x + 1).with_config(run_name="one", metadata={"user": "u"}, tags=["t"])
    outer = (chain | RunnableLambda(lambda x: x).with_config(run_name="two")).with_config(run_name="outer")

    async def events() -> list[Any]:
        return [plain(e) async for e in outer.astream_events(1, version="v2")]

    started = [e for e in asyncio.run(events()) if e["event"] == "on_chain_start"]
    assert [(e["name"], e["parents"]) for e in started] == [("outer", 0), ("one", 1), ("two", 1)]
    assert started[1]["metadata"] == {"user": "u"}
    assert "run_id" not in started[1]
    assert sorted(started[1]["tags"]) == ["seq:step:1", "t"]
