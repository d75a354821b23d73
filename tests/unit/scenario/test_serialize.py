"""Scenarios cross as JSON and arrive equal; what is not exactly a scenario is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asynclab.scenario import (
    ALL,
    Scenario,
    ScenarioError,
    call,
    from_json,
    iterate,
    model,
    raises,
    reply,
    sdk,
    sink,
    source,
    stream,
    to_json,
    tool,
    tool_call,
)
from asynclab.scenario.variations import varied

WHOLE = stream(
    "desk",
    model("a b", reply("c", tool_call("web", {"q": [1, None]}, id="7"), fails=raises("ValueError", "x")), every=0.5),
    [tool("web", takes=3, fails=raises("OSError")), (sdk(), sink(), source([{"n": 1}], closing=1))],
    error=raises("Own", "e"),
    input={"messages": [("user", "hi")], "$": "tuple", "of": []},
    config={"tags": ["t"], "configurable": {"thread_id": "1"}},
    modes=["updates", "custom"],
    subgraphs=True,
).reading(take=3, pace=0.5, leave_at=2, timeout=9)

DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["$", "of", "a", "b"]) | st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_every_spec_crosses_as_it_is() -> None:
    """Equal, and of the same types all through: tuples stay tuples."""
    back = from_json(to_json(WHOLE))
    assert back == WHOLE
    assert repr(back) == repr(WHOLE)
    for each in varied(WHOLE, orders=ALL).orders:
        assert from_json(to_json(each)) == each


@settings(deadline=None, derandomize=True, max_examples=100)
@given(DATA, DATA)
def test_any_data_crosses_as_it_is(one: object, other: object) -> None:
    """Whatever an author may give arrives as it was given, also where it looks like our own notation."""
    scenario = call("ask", one, key=other)
    assert repr(from_json(to_json(scenario))) == repr(scenario)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text[:-1], "not the JSON of a scenario"),
        (lambda text: "[]", "the JSON of a list"),
        (
            lambda text: json.dumps({"$": "Reader", "take": None, "pace": 0.0, "leave_at": None, "timeout": None}),
            "Reader",
        ),
        (lambda text: text.replace('"takes": 3.0', '"takes": "3"'), "Tool.takes"),
        (lambda text: text.replace('"takes": 3.0', '"takes": NaN'), "NaN is no number"),
        (lambda text: text.replace('"native": true', '"native": 1'), "Model.native"),
        (lambda text: text.replace('"how": "stream"', '"how": "exec"'), "Scenario.how"),
        (lambda text: text.replace('"Tool"', '"Popen"'), "'Popen' is no spec"),
        (lambda text: text.replace('"$": "Tool"', '"$": ["Tool"]'), "is no spec"),
        (lambda text: text.replace('"subgraphs"', '"other"'), "the fields of Scenario are others"),
        (lambda text: text.replace('"style": "async", ', ""), "the fields of Tool are others"),
        (lambda text: text.replace('"pace": 0.5', '"pace": null'), "Reader.pace"),
        (lambda text: '{"$": "dict", "of": [[1, 2]]}', "not made of pairs"),
        (lambda text: "[" * 500 + "]" * 500, "nested more than"),
        (lambda text: "[" * 200_000, "not the JSON of a scenario"),
    ],
)
def test_what_is_not_exactly_a_scenario_is_refused(change: object, says: str) -> None:
    """Strict: another type, a missing or further field, an unknown class are each an error that says so."""
    with pytest.raises(ScenarioError) as caught:
        from_json(change(to_json(WHOLE)))  # type: ignore[operator]
    assert says in str(caught.value)


@pytest.mark.parametrize("value", [object(), {1: 2}, float("inf"), {1}])
def test_a_scenario_made_by_hand_of_live_things_does_not_cross(value: object) -> None:
    """`to_json` refuses what is not data, even where the builders were gone around."""
    with pytest.raises(ScenarioError, match="not data all through"):
        to_json(Scenario("call", "ask", (value,)))


def test_a_reader_crosses_with_the_scenario() -> None:
    """The reader's moments arrive as they were set."""
    assert from_json(to_json(iterate("feed").reading(leave_at=1.25))).reader.leave_at == 1.25
