"""LangChain's and LangGraph's own ways of running synchronous code: theirs to answer for, and harmless."""

import asyncio
import operator
import time
from typing import Annotated, TypedDict

from langchain_core.callbacks import BaseCallbackHandler, adispatch_custom_event
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.rate_limiters import InMemoryRateLimiter
from langchain_core.runnables import RunnableLambda, RunnableParallel
from langchain_core.tools import tool
from langgraph.checkpoint.memory import MemorySaver
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode


class SyncOnly(BaseChatModel):
    """A provider without async methods."""

    @property
    def _llm_type(self) -> str:
        return "sync-only"

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        time.sleep(1)
        return ChatResult(generations=[ChatGeneration(message=AIMessage("hi"))])


class State(TypedDict):
    log: Annotated[list[str], operator.add]


@tool
def sync_tool(query: str) -> str:
    """Look something up slowly."""
    time.sleep(1)
    return query


def _slow(value: object) -> object:
    time.sleep(1)
    return value


def _sync_node(state: State) -> State:
    time.sleep(1)
    return {"log": ["done"]}


def _graph(*nodes) -> StateGraph:
    builder = StateGraph(State)
    for number, node in enumerate(nodes):
        builder.add_node(f"node{number}", node)
        builder.add_edge(START, f"node{number}")
    return builder


async def sync_model_awaited() -> object:
    return await SyncOnly().ainvoke("q")


async def sync_model_streamed() -> object:
    return [chunk async for chunk in SyncOnly().astream("q")]


async def sync_model_in_batches() -> object:
    return await SyncOnly().abatch(["q", "r"], {"max_concurrency": 1})


async def async_model_streamed() -> object:
    return [chunk async for chunk in FakeListChatModel(responses=["hello"], sleep=0.1).astream("q")]


async def sync_tool_awaited() -> object:
    return await sync_tool.ainvoke({"query": "q"})


async def sync_function_in_a_chain() -> object:
    return await (RunnableLambda(_slow) | RunnableLambda(_slow)).ainvoke("q")


async def parallel_sync_functions() -> object:
    return await RunnableParallel(a=RunnableLambda(_slow), b=RunnableLambda(_slow)).ainvoke("q")


async def event_feed_of_a_chain() -> object:
    chain = ChatPromptTemplate.from_template("{q}") | SyncOnly() | StrOutputParser()
    return [event["event"] async for event in chain.astream_events({"q": "?"}, version="v2")]


async def rate_limiter() -> object:
    limiter = InMemoryRateLimiter(requests_per_second=1, check_every_n_seconds=0.1, max_bucket_size=1)
    model = FakeListChatModel(responses=["hi"], rate_limiter=limiter)
    return await asyncio.gather(*(model.ainvoke("q") for _ in range(3)))


async def retry_with_jitter() -> object:
    tries: list[int] = []

    async def flaky(value: str) -> str:
        tries.append(1)
        if len(tries) < 3:
            raise ConnectionError("again")
        return value

    return await RunnableLambda(flaky).with_retry(stop_after_attempt=3).ainvoke("q")


async def sync_node_in_a_graph() -> object:
    return await _graph(_sync_node, _sync_node).compile().ainvoke({"log": []})


async def sync_node_in_every_stream_mode() -> object:
    graph = _graph(_sync_node).compile()
    return [part async for part in graph.astream({"log": []}, stream_mode=["values", "updates", "debug"])]


async def sync_condition_of_a_graph() -> object:
    def which_way(state: State) -> str:
        time.sleep(1)  # in LangGraph's thread
        return "__end__"

    builder = _graph(_sync_node)
    builder.add_conditional_edges("node0", which_way, ["__end__"])
    return await builder.compile().ainvoke({"log": []})


async def checkpointer_in_memory() -> object:
    graph = _graph(_sync_node).compile(checkpointer=MemorySaver())
    config = {"configurable": {"thread_id": "1"}}
    await graph.ainvoke({"log": []}, config)
    return await graph.aget_state(config)


async def tool_node_with_a_sync_tool() -> object:
    builder = StateGraph(MessagesState)
    builder.add_node("tools", ToolNode([sync_tool]))
    builder.add_edge(START, "tools")
    calls = [{"name": "sync_tool", "args": {"query": "q"}, "id": str(n), "type": "tool_call"} for n in range(2)]
    return await builder.compile().ainvoke({"messages": [HumanMessage("q"), AIMessage("", tool_calls=calls)]})


class _Listens(BaseCallbackHandler):
    def on_chat_model_start(self, *args: object, **kwargs: object) -> None:
        time.sleep(1)  # in LangChain's thread: without run_inline, sync handlers get one

    def on_llm_new_token(self, *args: object, **kwargs: object) -> None: ...


async def sync_callback_handler() -> object:
    return await FakeListChatModel(responses=["hi"]).ainvoke("q", {"callbacks": [_Listens()]})


async def custom_events() -> object:
    async def work(value: int) -> int:
        await adispatch_custom_event("progress", {"done": 0.5})
        return value

    return [event async for event in RunnableLambda(work).astream_events(1, version="v2")]


async def graph_built_and_compiled() -> object:
    graph = _graph(*[_sync_node] * 20).compile()
    return graph.get_graph()
