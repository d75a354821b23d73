"""Permuted latencies: the same ones, dealt out anew."""

import pytest

from asynclab.scenario import Scenario, ScenarioError, call, model, permuted, sdk, source, stream, tool
from asynclab.scenario.spec import Model, Tool

TOOLS = [tool(f"t{n}", takes=n) for n in range(1, 6)]
SCENARIO = call("ask", "q", model("a", first=9, every=1), tools=TOOLS, backup=(model("b", first=8, every=2),))


def takes(scenario: Scenario) -> list[float]:
    return [one.takes for one in scenario.kwargs["tools"]]


def speed(one: Model) -> tuple[float, float]:
    return one.first, one.every


def test_a_seed_deals_the_same_latencies_to_others() -> None:
    """The multiset stays; over some seeds, every tool is slow once and every order of two comes up."""
    deals = [takes(permuted(SCENARIO, seed)) for seed in range(40)]
    assert all(sorted(deal) == [1, 2, 3, 4, 5] for deal in deals)
    assert {deal.index(5) for deal in deals} == {0, 1, 2, 3, 4}
    assert len({tuple(deal) for deal in deals}) > 25


def test_names_and_everything_else_stay_where_they_are() -> None:
    """Only latencies move."""
    dealt = permuted(SCENARIO, 7)
    assert [one.name for one in dealt.kwargs["tools"]] == ["t1", "t2", "t3", "t4", "t5"]
    assert (dealt.target, dealt.args[0], dealt.how, dealt.reader) == ("ask", "q", "call", SCENARIO.reader)


def test_a_models_two_latencies_stay_together() -> None:
    """`first` and `every` belong to one provider; models trade with models, also across arguments."""
    pairs = {
        (speed(permuted(SCENARIO, seed).args[1]), speed(permuted(SCENARIO, seed).kwargs["backup"][0]))
        for seed in range(20)
    }
    assert pairs == {((9, 1), (8, 2)), ((8, 2), (9, 1))}


def test_kinds_do_not_trade_with_each_other() -> None:
    """A tool never gets a source's or an SDK's latency."""
    mixed = call("f", tool("a", takes=1), sdk("b", takes=2), source("x", every=3))
    dealt = [permuted(mixed, seed).args for seed in range(10)]
    assert {(a.takes, b.takes, c.every) for a, b, c in dealt} == {(1, 2, 3)}


def test_the_same_seed_deals_the_same() -> None:
    """A failing seed replays; these very deals must not change between versions of Python."""
    assert permuted(SCENARIO, 3) == permuted(SCENARIO, 3)
    assert [takes(permuted(SCENARIO, seed)) for seed in range(2)] == [[3, 2, 1, 5, 4], [3, 4, 5, 1, 2]]


def test_the_seed_is_written_down_and_the_original_is_as_written() -> None:
    """`seed` is None as written, and the seed after."""
    assert permuted(SCENARIO, 0).seed == 0
    assert SCENARIO.seed is None
    assert takes(SCENARIO) == [1, 2, 3, 4, 5]


def test_the_input_of_a_graph_takes_part() -> None:
    """Specs in `input` trade as those in arguments do."""
    scenario = stream("g", tool("a", takes=1), input={"tool": tool("b", takes=2)})
    dealt = [permuted(scenario, seed) for seed in range(10)]
    assert {(one.args[0].takes, one.input["tool"].takes) for one in dealt} == {(1, 2), (2, 1)}
    assert isinstance(dealt[0].input["tool"], Tool)


@pytest.mark.parametrize("seed", [-1, True, "1", 1.0])
def test_a_seed_is_a_whole_number(seed: object) -> None:
    """Anything else is refused."""
    with pytest.raises(ScenarioError, match="whole number from 0 up"):
        permuted(SCENARIO, seed)  # type: ignore[arg-type]
