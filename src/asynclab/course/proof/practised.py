"""Loaded by the process that all trials are forked from. Loading it performs scenarios, so that no trial has to build
for the first time what every one needs: validators, LangChain's schemas, LangGraph's tables.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from typing import Any, TypedDict

from langchain_core.runnables import RunnableLambda
from langgraph.graph import END, START, StateGraph

from asynclab.course.cell.check_context import InProcess, ThroughJson
from asynclab.course.proof import trial_batch as trial_batch
from asynclab.course.proof.mutants import execution as execution
from asynclab.expect import judge, took
from asynclab.observe.run import Ending
from asynclab.scenario import Scenario, call, events, iterate, model, sink, source, stream, tool


class _State(TypedDict):
    said: str


def _graph(llm: Any, search: Any) -> Any:
    async def think(state: _State) -> dict[str, str]:
        answers = await asyncio.gather(search.ainvoke("?"), asyncio.to_thread(str, "?"))
        return {"said": str((await llm.ainvoke(str(answers))).content)}

    graph = StateGraph(_State)
    graph.add_node("think", think)
    graph.add_edge(START, "think")
    graph.add_edge("think", END)
    return graph.compile()


async def _ask(tools: Any, write: Any) -> list[Any]:
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(one.ainvoke("?")) for one in tools]
    await RunnableLambda(write).ainvoke("!")
    return [one.result() for one in asked]


async def _tokens(llm: Any, letters: Any) -> AsyncIterator[str]:
    async for chunk in llm.astream("?"):
        yield str(chunk.content)
    async for letter in letters:
        yield letter


def _scenarios() -> tuple[Scenario, ...]:
    llm, search = model("so it is", every=0.25), tool("search", takes=1.0)
    return (
        call("ask", [search, tool("web", takes=0.5)], sink()),
        iterate("tokens", llm, source("abc", every=0.5)),
        stream("graph", llm, search, input={"said": ""}, modes=["updates", "messages"]),
        events("graph", llm, search, input={"said": ""}),
    )


def _practise() -> None:
    """Raises `RuntimeError` if a scenario does not end as it should: it would be the engine's fault, or ours."""
    performer = ThroughJson(InProcess({"ask": _ask, "tokens": _tokens, "graph": _graph}))
    for scenario in _scenarios():
        run = performer.perform(scenario)
        if run.ending is not Ending.RETURNED:
            raise RuntimeError(f"{scenario.target} was practised, and is {run.ending.value}: {run.problem}")
        judge(run, [took(run.elapsed)])
        run.critical_path()


_practise()
gc.collect()
gc.freeze()  # what is here is shared with every process that is forked: a collection there would copy it
