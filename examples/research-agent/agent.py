"""A research agent: asks every source at once, a few at a time, and streams an answer from what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from operator import add
from typing import Annotated, Any, TypedDict

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool
from langgraph.graph import END, START, StateGraph
from langgraph.types import Send


class Desk(TypedDict):
    """What the agent knows while it works."""

    question: str
    notes: Annotated[list[tuple[int, str]], add]  # the place of its source, and what that said
    answer: str


class Errand(TypedDict):
    """One source to ask."""

    question: str
    place: int


def research_agent(
    model: BaseChatModel, sources: Sequence[BaseTool], *, at_once: int = 3, patience: float = 5.0
) -> Any:
    """Return a graph that answers {"question": ...}.

    at_once: sources that are asked at the same time. patience: seconds for one of them; one that breaks off is asked
    once more. A source that has nothing to say is named in the brief, and costs the others nothing.
    """

    def everybody(desk: Desk) -> list[Send]:
        return [Send("ask", {"question": desk["question"], "place": place}) for place in range(len(sources))]

    async def ask(errand: Errand, config: RunnableConfig) -> dict[str, Any]:
        source = sources[errand["place"]]
        try:
            async with asyncio.timeout(patience):
                try:
                    said = await source.ainvoke(errand["question"], config)
                except ConnectionError:
                    said = await source.ainvoke(errand["question"], config)
        except (TimeoutError, ConnectionError):
            said = "no answer"
        return {"notes": [(errand["place"], f"{source.name}: {said}")]}

    async def write(desk: Desk, config: RunnableConfig) -> dict[str, Any]:
        brief = "\n".join(note for _, note in sorted(desk["notes"]))
        words = [str(chunk.content) async for chunk in model.astream(brief, config)]
        return {"answer": "".join(words)}

    graph = StateGraph(Desk)
    graph.add_node("ask", ask)
    graph.add_node("write", write)
    graph.add_conditional_edges(START, everybody, ["ask"])
    graph.add_edge("ask", "write")
    graph.add_edge("write", END)
    return graph.compile().with_config(max_concurrency=at_once)
