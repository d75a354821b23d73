"""A chat model, a tool and a graph to be observed."""

import asyncio
import operator
from collections.abc import AsyncIterator
from typing import Annotated, Any, TypedDict

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.tools import BaseTool, StructuredTool
from langgraph.graph import END, START, StateGraph

from asynclab import observe


class Talker(BaseChatModel):
    """Says its words, one in `every` seconds."""

    words: list[str]
    every: float = 0.5
    name: str | None = "talker"

    @property
    def _llm_type(self) -> str:
        return "talker"

    def _generate(self, messages: Any, stop: Any = None, run_manager: Any = None, **more: Any) -> ChatResult:
        raise NotImplementedError

    async def _agenerate(self, messages: Any, stop: Any = None, run_manager: Any = None, **more: Any) -> ChatResult:
        await asyncio.sleep(self.every * len(self.words))
        return ChatResult(generations=[ChatGeneration(message=AIMessage("".join(self.words)))])

    async def _astream(
        self, messages: Any, stop: Any = None, run_manager: Any = None, **more: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        with observe.open_span("talker", "stream", under=run_manager.run_id if run_manager else None):
            for word in self.words:
                await asyncio.sleep(self.every)
                yield ChatGenerationChunk(message=AIMessageChunk(word))


def tool(name: str, takes: float, error: Exception | None = None) -> BaseTool:
    """An async tool that takes some time."""

    async def work(query: str) -> str:
        with observe.open_span(name, "call", query=query):
            await asyncio.sleep(takes)
            if error:
                raise error
            return f"{name}: {query}"

    return StructuredTool.from_function(coroutine=work, name=name, description=name)


class State(TypedDict):
    said: Annotated[list[str], operator.add]


def graph(**nodes: Any) -> Any:
    """The nodes side by side."""
    built = StateGraph(State)
    for name, node in nodes.items():
        built.add_node(name, node)
        built.add_edge(START, name)
        built.add_edge(name, END)
    return built.compile(name="desk")
