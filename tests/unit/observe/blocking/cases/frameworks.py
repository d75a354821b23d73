"""LangChain's and LangGraph's synchronous half, called in a coroutine."""

import operator
import time
from typing import Annotated, TypedDict

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import tool
from langgraph.graph import START, StateGraph

from asynclab.scenario.constructors import sdk
from asynclab.scenario.constructors import tool as tool_spec
from asynclab.scenario.live import live

MODEL = FakeListChatModel(responses=["hi"], sleep=0.4)


async def model_invoke() -> str:
    return MODEL.invoke("q").content  # HERE model 0.4


async def model_stream() -> str:
    return "".join(chunk.content for chunk in MODEL.stream("q"))  # HERE model 0.8


async def model_batch() -> list[str]:
    return [answer.content for answer in MODEL.batch(["q", "r"])]  # HERE model 0.8


async def chain_invoke() -> str:
    chain = ChatPromptTemplate.from_template("{q}") | MODEL | StrOutputParser()
    return chain.invoke({"q": "?"})  # HERE runnable 0.4


@tool
def lookup(query: str) -> str:
    """Look something up."""
    time.sleep(0.4)  # HERE sleep 0.4 for tool_invoke
    return query


async def tool_invoke() -> str:
    return lookup.invoke("q")


class State(TypedDict):
    log: Annotated[list[str], operator.add]


async def _write(state):
    return {"log": ["written"]}


def _graph(node=_write, schema=State):
    builder = StateGraph(schema)
    builder.add_node("node", node)
    builder.add_edge(START, "node")
    return builder


def _slow_node(state: State) -> State:
    return {"log": [MODEL.invoke("q").content]}  # HERE model 0.4 for graph_invoke


async def graph_invoke() -> State:
    return _graph(_slow_node).compile().invoke({"log": []})


async def model_invoke_in_a_node() -> State:
    return await _graph(_asking).compile().ainvoke({"log": []})


async def _asking(state: State) -> State:
    return {"log": [MODEL.invoke("q").content]}  # HERE model 0.4 for model_invoke_in_a_node in _asking


def _slowly(left: list[str], right: list[str]) -> list[str]:
    if right:
        time.sleep(0.4)  # HERE sleep 0.4 for reducer_of_a_graph
    return left + right


class Reduced(TypedDict):
    log: Annotated[list[str], _slowly]


async def reducer_of_a_graph() -> State:
    return await _graph(schema=Reduced).compile().ainvoke({"log": []})


class _Slow(BaseCallbackHandler):
    run_inline = True

    def on_chat_model_start(self, *args: object, **kwargs: object) -> None:
        time.sleep(0.4)  # HERE sleep 0.4 for callback_handler_that_runs_inline

    def on_llm_new_token(self, *args: object, **kwargs: object) -> None: ...


async def callback_handler_that_runs_inline() -> object:
    return await FakeListChatModel(responses=["hi"]).ainvoke("q", {"callbacks": [_Slow()]})


async def function_in_a_chain_that_calls_a_model() -> str:
    async def ask(question: str) -> str:
        return MODEL.invoke(question).content  # HERE model 0.4 for function_in_a_chain_that_calls_a_model in ask

    return await RunnableLambda(ask).ainvoke("q")


WEB = live(tool_spec("web", takes=0.4, style="sync"))
LEGACY = live(sdk(takes=0.4))


async def scripted_tool_invoke() -> str:
    return WEB.invoke("q")  # HERE tool 0.4


async def blocking_sdk() -> str:
    return LEGACY("q")  # HERE call 0.4


async def graph_invoke_of_a_librarys_node() -> State:
    graph = StateGraph(dict)
    graph.add_node("legacy", RunnableLambda(LEGACY))
    graph.add_edge(START, "legacy")
    return graph.compile().invoke({})  # HERE graph 0.4
