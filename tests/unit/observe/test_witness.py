"""What a run records is told at once, and whoever alters the record afterwards says something else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from asynclab.observe import witness
from asynclab.observe.codec import from_json, to_json
from asynclab.observe.run import Run
from asynclab.scenario import iterate, model, perform, raises, sdk, source
from asynclab.scenario.spec import Scenario


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What is told while a test lasts."""
    heard: list[str] = []
    witness.listen(heard.append)
    yield heard
    witness._listening.clear()


async def live(llm: Any, tool: Any) -> Any:
    async for token in llm.astream("q"):
        yield token.content
    await asyncio.to_thread(tool, "q")


async def blocking(llm: Any, tool: Any) -> Any:
    for token in llm.stream("q"):
        yield token.content
    time.sleep(1)
    tool("q")


async def breaks(llm: Any, tool: Any) -> Any:
    yield (await llm.ainvoke("q")).content
    raise ValueError("no more")


LLM = model("two words", every=0.5, name="écrivain")
SCENARIOS = [
    iterate("live", LLM, sdk("web", takes=2.0)),
    iterate("blocking", LLM, sdk("web", takes=2.0)),
    iterate("breaks", LLM, sdk("web")),
]


def ran(scenario: Scenario) -> Run:
    return perform(scenario, {"live": live, "blocking": blocking, "breaks": breaks})


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.target)
def test_a_run_agrees_with_what_was_told_of_it(lines: list[str], scenario: Scenario) -> None:
    """Also when it has been sent as JSON; each run with what was told of it, and no other."""
    run = from_json(to_json(ran(scenario)))
    assert witness.agrees(run, witness.told(lines))
    lines.clear()
    assert ran(scenario) == run
    assert witness.agrees(run, witness.told(lines))


ALTERED = {
    "a span is left out": lambda run: replace(run, spans=run.spans[:-1]),
    "a span is longer": lambda run: replace(run, spans=(replace(run.spans[0], end=9.0), *run.spans[1:])),
    "a span ended otherwise": lambda run: replace(run, spans=(*run.spans[:-1], replace(run.spans[-1], last=99))),
    "a mark comes earlier": lambda run: replace(run, marks=(replace(run.marks[0], time=0.0), *run.marks[1:])),
    "an item comes earlier": lambda run: replace(run, items=(replace(run.items[0], time=0.0), *run.items[1:])),
    "what blocked is left out": lambda run: replace(run, blocking=()),
    "a library is to blame": lambda run: replace(run, blocking=tuple(replace(f, mine=False) for f in run.blocking)),
    "nothing held the loop": lambda run: replace(run, spans=tuple(replace(s, stalled=0.0) for s in run.spans)),
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
def test_what_was_altered_afterwards_does_not_agree(lines: list[str], alter: Any) -> None:
    """Times, order, ends, and whatever was taken away."""
    run = ran(SCENARIOS[1])
    assert run.blocking
    assert not witness.agrees(alter(run), witness.told(lines))


def test_nothing_is_told_where_nobody_listens() -> None:
    """A student's notebook, and the proof."""
    assert witness.teller() is None
    assert ran(SCENARIOS[0]).spans


def test_an_error_on_cue_and_a_source_agree(lines: list[str]) -> None:
    """Whatever a scenario's cast does."""

    async def relay(papers: Any) -> Any:
        async for paper in papers:
            yield paper

    scenario = iterate("relay", source("ab", every=1.0, fails=raises("ValueError", "no more")))
    run = perform(scenario, {"relay": relay})
    assert witness.agrees(run, witness.told(lines))
