"""Every order in which calls can end: the same latencies dealt to others, and equal ones both ways round."""

import asyncio
from collections.abc import Sequence
from itertools import combinations, permutations

import pytest
from langchain_core.tools import BaseTool

from asynclab.observe.spans import work
from asynclab.scenario import ALL, Scenario, call, model, perform, sdk, source, stream, tool
from asynclab.scenario.spec import Model, Tool
from asynclab.scenario.variations import varied
from asynclab.scenario.variations.orders import covering


def orders(scenario: Scenario) -> tuple[Scenario, ...]:
    return varied(scenario, orders=ALL).orders


def takes(scenario: Scenario) -> tuple[float, ...]:
    return tuple(one.takes for one in scenario.kwargs["tools"])


def ask(*latencies: float) -> Scenario:
    return call("ask", tools=[tool(f"t{n}", takes=each) for n, each in enumerate(latencies)])


async def side_by_side(tools: Sequence[BaseTool]) -> None:
    await asyncio.gather(*(each.ainvoke("q") for each in tools))


def finished(scenario: Scenario) -> tuple[str, ...]:
    """Who ended in which order, on the virtual clock."""
    run = perform(scenario, {"ask": side_by_side})
    ended = {span.name: span.last for span in work(run) if span.last is not None}
    return tuple(sorted(ended, key=ended.__getitem__))


@pytest.mark.parametrize("size", [2, 3, 4])
def test_up_to_four_calls_end_in_every_order(size: int) -> None:
    """Each of the factorial of their number comes once."""
    found = [finished(each) for each in orders(ask(*map(float, range(1, size + 1))))]
    assert sorted(found) == sorted(permutations([f"t{n}" for n in range(size)]))


def test_calls_that_take_equally_long_end_both_ways_round() -> None:
    """No latency tells them apart, and still each order of three is there, at one instant."""
    scenario = ask(1.0, 1.0, 1.0)
    assert sorted(map(finished, orders(scenario))) == sorted(permutations(["t0", "t1", "t2"]))
    assert {perform(each, {"ask": side_by_side}).elapsed for each in orders(scenario)} == {1.0}


@pytest.mark.parametrize("style", ["sync", "both"])
def test_threads_that_take_equally_long_end_both_ways_round(style: str) -> None:
    """A blocking tool waits in a thread, and its turn counts there as well."""
    tools = [tool(name, takes=1.0, style=style) for name in ("t0", "t1")]  # type: ignore[arg-type]
    assert {finished(each) for each in orders(call("ask", tools=tools))} == {("t0", "t1"), ("t1", "t0")}


def test_calls_of_one_tool_end_both_ways_round() -> None:
    """Where nobody can change places, the first call ends first once, and the last one once."""
    order: list[list[str]] = []

    async def five(web: BaseTool) -> None:
        ended: list[str] = []

        async def one(number: str) -> None:
            ended.append(await web.ainvoke(number))

        await asyncio.gather(*map(one, "12345"))
        order.append(ended)

    for each in orders(call("five", tool("web", takes=1.0, returns="{query}"))):
        perform(each, {"five": five})
    assert order == [list("12345"), list("54321")]


@pytest.mark.parametrize(("size", "rows"), [(3, 6), (4, 6), (5, 9), (6, 11), (7, 11), (8, 13), (12, 16)])
def test_a_covering_set_has_each_three_in_all_six_orders(size: int, rows: int) -> None:
    """Few rows are enough."""
    found = covering(size)
    assert {three for row in found for three in combinations(row, 3)} == set(permutations(range(size), 3))
    assert len(found) == rows


def test_more_than_four_calls_are_covered() -> None:
    """Each three of six tools end in all six orders, and who reads the list is told that it is no more than that."""
    variations = varied(ask(1, 2, 3, 4, 5, 6), orders=ALL)
    found = {three for each in variations.orders for three in combinations(finished(each), 3)}
    assert found == set(permutations([f"t{n}" for n in range(6)], 3))
    assert not variations.all_orders


def test_latencies_stay_the_same_ones() -> None:
    """They are dealt out, and nothing else changes."""
    scenario = call("ask", "q", tools=[tool("a", takes=1), tool("b", takes=5)])
    assert [takes(each) for each in orders(scenario)] == [(1, 5), (5, 1)]
    for dealt in orders(scenario):
        assert [one.name for one in dealt.kwargs["tools"]] == ["a", "b"]
        assert (dealt.target, dealt.args, dealt.how, dealt.reader) == ("ask", ("q",), "call", scenario.reader)


def test_a_models_two_latencies_stay_together() -> None:
    """`first` and `every` belong to one provider."""
    pair = call("ask", model("a", first=9, every=1), other=model("b", first=8, every=2))
    made = [(each.args[0], each.kwargs["other"]) for each in orders(pair)]
    assert {(one.first, one.every, two.first, two.every) for one, two in made} == {(9, 1, 8, 2), (8, 2, 9, 1)}
    assert all(isinstance(one, Model) for one, _ in made)


def test_kinds_do_not_trade_with_each_other() -> None:
    """A tool never gets a source's or an SDK's latency."""
    mixed = call("f", tool("a", takes=1), sdk("b", takes=2), source("x", every=3))
    assert {(a.takes, b.takes, c.every) for a, b, c in (each.args for each in orders(mixed))} == {(1, 2, 3)}


def test_the_input_of_a_graph_takes_part() -> None:
    """Specs in `input` trade as those in arguments do."""
    scenario = stream("g", tool("a", takes=1), input={"tool": tool("b", takes=2)})
    assert {(one.args[0].takes, one.input["tool"].takes) for one in orders(scenario)} == {(1, 2), (2, 1)}
    assert isinstance(orders(scenario)[0].input["tool"], Tool)


def test_orders_are_data_that_is_the_same_each_time() -> None:
    """They are listed before there is an answer, and again when it is judged."""
    assert orders(ask(1, 2, 3, 4, 5)) == orders(ask(1, 2, 3, 4, 5))
    assert [each.seed for each in orders(ask(1, 2))] == [0, 1]
