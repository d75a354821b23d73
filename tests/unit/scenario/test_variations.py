"""When a reader may leave, and which calls may fail: from the script alone."""

import pytest

from asynclab.scenario import ALL, ScenarioError, call, iterate, model, raises, sdk, sink, source, tool
from asynclab.scenario.variations import varied
from asynclab.scenario.variations.moments import instants

ERROR = raises("ConnectionError", "reset")


def test_a_reader_leaves_just_before_at_and_just_after_each_instant() -> None:
    """Of a source of two items: at its beginning, and at each item."""
    scenario = iterate("f", source("a b", every=0.5))
    left = [each.reader.leave_at for each in varied(scenario, leaves=ALL).departures]
    assert left == [0.0, 0.001, 0.499, 0.5, 0.501, 0.999, 1.0, 1.001]


def test_the_instants_are_the_sums_of_the_casts_latencies() -> None:
    """Up to when all would have ended, one after another."""
    assert instants(call("f", model("a b", first=1.0, every=0.5))) == (0.0, 0.5, 1.0, 1.5, 2.0)
    assert instants(call("f", [tool("a", takes=1.0), tool("b", takes=3.0)])) == (0.0, 1.0, 2.0, 3.0, 4.0)
    assert instants(call("f", source("a b", every=1.0), sink(takes=2.0))) == (0, 1, 2, 3, 4, 5, 6)


def test_the_instants_of_several_replies_go_on_to_the_last() -> None:
    """A model that is asked twice, a tool that is asked again: each line of a script takes its time."""
    assert instants(call("f", model("a b", "c", first=1.0, every=1.0))) == (0, 1, 2, 3, 4, 5)
    assert instants(call("f", model("a", raises("KeyError", "b"), first=1.0))) == (0, 1, 2)
    assert instants(call("f", tool("a", takes=2.0, fails=ERROR, returns="late"))) == (0, 2, 4)
    assert instants(call("f", model("a b", every=1.0), sink(takes=1.0), model("c"))) == (0, 1, 2, 3, 4)
    assert instants(iterate("f", model("a", every=1.0, closing=0.5))) == (0, 0.5, 1, 1.5)


def test_instants_can_be_given() -> None:
    """Where an answer waits for more than its cast."""
    scenario = call("f", tool("a", takes=7.0))
    assert [each.reader.leave_at for each in varied(scenario, leaves=[2.0]).departures] == [1.999, 2.0, 2.001]


def test_a_reader_who_stays_is_there_as_well() -> None:
    """What holds wherever a reader leaves holds for one who stays."""
    scenario = call("f", tool("a"))
    assert varied(scenario, leaves=ALL).every[0] == scenario


@pytest.mark.parametrize("leaves", [[], [-1.0], 3.0, [True]])
def test_other_moments_are_refused(leaves: object) -> None:
    """A slip in a check is told where it is written."""
    with pytest.raises(ScenarioError):
        varied(call("f", tool("a")), leaves=leaves)  # type: ignore[arg-type]


def test_too_many_instants_are_refused() -> None:
    """An author says which of them matter."""
    with pytest.raises(ScenarioError, match="the instants"):
        varied(call("f", [tool("a", takes=0.01), tool("b", takes=9.0)]), leaves=ALL)


def test_each_call_fails_once_and_each_two() -> None:
    """A tool, an SDK and a model: three alone, and three pairs."""
    scenario = call("f", tool("a", returns="x"), sdk("b"), model("yes"))
    failing = [
        (a.outcomes[0] == ERROR, b.outcomes[0] == ERROR, c.replies[0].fails == ERROR)
        for a, b, c in (each.args for each in varied(scenario, faults=ERROR).faults)
    ]
    assert sorted(map(sum, failing)) == [1, 1, 1, 2, 2, 2]
    assert len(set(failing)) == 6


def test_after_its_fault_a_call_says_what_it_always_says() -> None:
    """Only the first call fails."""
    (faulty,) = varied(call("f", tool("a", returns="x")), faults=ERROR).faults
    assert faulty.args[0].outcomes == (ERROR, "x")


def test_a_fault_is_an_error() -> None:
    """And somebody has to be there who can fail."""
    with pytest.raises(ScenarioError, match="raises"):
        varied(call("f", tool("a")), faults="ConnectionError")  # type: ignore[arg-type]
    with pytest.raises(ScenarioError, match="could fail"):
        varied(call("f", source("a b")), faults=ERROR)
