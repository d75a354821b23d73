"""LangChain and LangGraph in virtual time do exactly what their scenarios say."""

from __future__ import annotations

import inspect

import pytest

from .catalogue import MODULES, SCENARIOS
from .trace import Scenario


@pytest.mark.filterwarnings("ignore::langchain_core._api.LangChainBetaWarning")
@pytest.mark.filterwarnings("ignore::langchain_core._api.LangChainDeprecationWarning")
@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=lambda s: s.name)
def test_a_scenario_writes_its_exact_trace(scenario: Scenario) -> None:
    """Times are equal, not near; the order at one instant is the order of every run."""
    lines, _ = scenario.run()
    assert tuple(lines) == scenario.expected


def test_there_are_enough_of_langchain_and_langgraph() -> None:
    """At least 40, beside the ones of asyncio alone; and none of them expects nothing."""
    assert sum(not scenario.play.__module__.endswith(".aio") for scenario in SCENARIOS.values()) >= 40
    assert all(scenario.expected for scenario in SCENARIOS.values())


def test_each_scenario_tells_its_arithmetic() -> None:
    """The docstring says why the times are what they are."""
    assert [s.name for s in SCENARIOS.values() if not inspect.getdoc(s.play)] == []
    assert len(MODULES) == len({scenario.play.__module__ for scenario in SCENARIOS.values()})
