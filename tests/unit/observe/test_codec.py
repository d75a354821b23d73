"""Runs as JSON, there and back."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from asynclab.observe.codec import Codec, DecodeError, from_json, to_json
from asynclab.observe.plain import plain
from asynclab.observe.run import (
    Blocking,
    Ending,
    HighWater,
    Item,
    Left,
    Mark,
    Place,
    Problem,
    Run,
    Span,
    SpanEnd,
    Traced,
)

PLACE = Place("cell 3", 4, "ask", "await web(query)")
PROBLEM = Problem(
    "ExceptionGroup",
    "two",
    ("ExceptionGroup", "Exception"),
    PLACE,
    (Problem("ValueError", "a"),),
    Problem("OSError", ""),
)
FULL = Run(
    ending=Ending.RAISED,
    value=plain({"a": [1, 1.0, None, float("nan")], 2: {"b"}}),
    problem=PROBLEM,
    elapsed=0.1 + 0.2,
    spans=(
        Span(
            1,
            "tool",
            "web",
            0.0,
            0,
            1.5,
            3,
            SpanEnd.ERROR,
            None,
            ("a", "b"),
            {"k": [1]},
            {"input": "q"},
            PROBLEM,
            1,
            "t",
        ),
        Span(2, "call", "web", 0.0, 1, parent=1),
    ),
    marks=(Mark("web", "token", 0.5, 2, 1, {"text": "é\n"}, "t"),),
    items=(Item(["updates", {"a": 1}], 1.0, 4),),
    blocking=(Blocking("sleep", 0.0, PLACE, PLACE, "time.sleep", 1.0, False, "t", ("await asyncio.sleep",), True),),
    left=(Left("task", "poll", PLACE),),
    queues=(HighWater("queue", 2, 2, PLACE),),
    traced=(Traced(1, None, "root", "chain", 0.0, 1.0, ("t",), {"user": "u"}, "ValueError('a')"),),
    seed=7,
    left_early=1.25,
)


@pytest.mark.parametrize("run", [FULL, Run(Ending.RETURNED)])
def test_a_run_comes_back_equal(run: Run) -> None:
    """There and back through JSON is the identity, to the last bit of a float."""
    assert from_json(to_json(run)) == run
    assert to_json(from_json(to_json(run))) == to_json(run)


def test_whole_numbers_and_floats_stay_what_they_are() -> None:
    """1 and 1.0 are told apart in values; in a time, 1 is read as 1.0."""
    run = from_json(json.dumps({"ending": "returned", "value": [1, 1.0], "elapsed": 1}))
    assert [type(x) for x in run.value] == [int, float]
    assert type(run.elapsed) is float


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"extra": 1}, "extra: Unexpected keyword argument"),
        ({"elapsed": "3"}, "elapsed: Input should be a valid number"),
        ({"elapsed": True}, "elapsed: Input should be a valid number"),
        ({"seed": 1.0}, "seed: Input should be a valid integer"),
        ({"ending": "won"}, "ending: Input should be 'returned'"),
        ({"spans": {}}, "spans: Input should be a valid array"),
        ({"spans": [{"id": 1}]}, "spans[0].kind: Field required (and 3 more)"),
        (
            {"problem": {"type": "A", "message": "b", "cause": {"type": 1}}},
            "problem.cause.type: Input should be a valid",
        ),
        ({"left": [{"kind": "task", "name": "a", "place": {"file": "f"}}]}, "left[0].place.line: Field required"),
        ({"left": [{"kind": "wind", "name": "a"}]}, "left[0].kind: Input should be 'task', 'thread' or 'generator'"),
    ],
)
def test_what_is_not_exactly_a_run_is_refused_with_the_place(change: dict[str, Any], complaint: str) -> None:
    """Unknown fields, missing fields and wrong types are named by their path."""
    with pytest.raises(DecodeError) as refused:
        from_json(json.dumps(json.loads(to_json(FULL)) | change))
    assert str(refused.value).startswith(f"The run is not valid: {complaint}")


@pytest.mark.parametrize(
    "text",
    ["", "{", "nonsense", '{"ending": "returned"} more', '{"ending": "returned", "value": "\\ud800"}'],
)
def test_what_is_not_json_is_refused(text: str) -> None:
    """Broken text is a DecodeError like any other."""
    with pytest.raises(DecodeError, match="The run is not valid JSON: "):
        from_json(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize("where", ["value", "elapsed"])
def test_numbers_that_are_not_finite_are_refused_everywhere(number: str, where: str) -> None:
    """No NaN reaches an expectation, where every comparison with it would be false."""
    with pytest.raises(DecodeError):
        from_json(f'{{"ending": "returned", "{where}": {number}}}')


@pytest.mark.parametrize("levels", [160, 100_000])
def test_nesting_beyond_the_limit_is_refused(levels: int) -> None:
    """A text made to exhaust the stack does not."""
    with pytest.raises(DecodeError, match=r"levels deep|recursion limit"):
        from_json('{"ending": "returned", "value": ' + "[" * levels + "]" * levels + "}")


def test_texts_beyond_the_limit_are_refused_unread() -> None:
    """The size is checked before anything is parsed."""
    with pytest.raises(DecodeError, match="is 1001 characters long; at most 1000 are read"):
        Codec(Run, largest=1000).from_json("{" * 1001)


@dataclass(frozen=True)
class Leaf:
    name: str
    style: Literal["a", "b"] = "a"


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf | str, ...] = ()
    table: dict[str, tuple[Leaf, ...]] = field(default_factory=dict)


def test_any_frozen_dataclass_has_a_codec() -> None:
    """Scenarios reuse it: unions, literals and nested dataclasses are as strict."""
    codec = Codec(Tree)
    tree = Tree((Leaf("x", "b"), "y"), {"k": (Leaf("z"),)})
    assert codec.from_json(codec.to_json(tree)) == tree
    for wrong in ('{"leaves": [{"name": "x", "style": "c"}]}', '{"table": {"k": [{"name": "x", "more": 1}]}}'):
        with pytest.raises(DecodeError, match="The tree is not valid: "):
            codec.from_json(wrong)
