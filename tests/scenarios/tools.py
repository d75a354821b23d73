"""Tools: a ToolNode with sync and async tools, errors that become answers, an agent's loop."""

import asyncio

from langchain_core.messages import AIMessage
from langchain_core.tools import tool as make_tool
from langgraph.config import get_stream_writer
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

from asynclab.scenario.constructors import raises, reply, tool, tool_call
from asynclab.scenario.live import live

from .models import chat
from .trace import Trace, scenario, short


def node_of(*tools, **options):
    builder = StateGraph(MessagesState)
    builder.add_node("tools", ToolNode(list(tools), **options))
    builder.add_edge(START, "tools")
    return builder.compile()


def asking(*names: str) -> dict[str, object]:
    """A state whose last message asks for these tools."""
    calls = [{"name": name, "args": {"query": "q"}, "id": f"{n}", "type": "tool_call"} for n, name in enumerate(names)]
    return {"messages": [AIMessage("", tool_calls=calls)]}


@scenario("2 ['from web', 'from wiki', 'from web']")
async def tool_node_with_sync_and_async_tools(trace: Trace) -> None:
    """Three calls at once cost max(1, 2, 1); their answers are in the order of the calls."""
    web = live(tool("web", takes=1, returns="from web"))
    wiki = live(tool("wiki", takes=2, returns="from wiki", style="sync"))
    answers = await node_of(web, wiki).ainvoke(asking("web", "wiki", "web"))
    trace([message.content for message in answers["messages"][1:]])


@scenario(
    """
    2 success fine
    2 error broken: reset
    """
)
async def tool_node_with_an_error(trace: Trace) -> None:
    """An error at 1 becomes an answer and spares its sibling, that ends at 2."""
    fine = live(tool("fine", takes=2, returns="fine"))
    broken = live(tool("broken", takes=1, fails=raises("ConnectionError", "reset")))
    graph = node_of(fine, broken, handle_tool_errors=lambda error: f"broken: {error}")
    for message in (await graph.ainvoke(asking("fine", "broken")))["messages"][1:]:
        trace(message.status, message.content)


@scenario(
    """
    0 -> half way
    1 -> tools
    """
)
async def tool_that_tells_its_progress(trace: Trace) -> None:
    """A tool writes to the custom stream while it runs, for 1."""

    @make_tool
    async def slow(query: str) -> str:
        """Take a while."""
        get_stream_writer()("half way")
        await asyncio.sleep(1)
        return query

    async for mode, part in node_of(slow).astream(asking("slow"), stream_mode=["custom", "updates"]):
        trace("->", part if mode == "custom" else " ".join(part))


def agent(model, *tools):
    builder = StateGraph(MessagesState)

    async def think(state: MessagesState) -> dict[str, object]:
        return {"messages": [await model.ainvoke(state["messages"])]}

    builder.add_node("think", think)
    builder.add_node("tools", ToolNode(list(tools)))
    builder.add_edge(START, "think")
    builder.add_conditional_edges("think", tools_condition)
    builder.add_edge("tools", "think")
    return builder.compile()


@scenario(
    """
    1 -> think web?+wiki?
    3 -> tools 'from web'
    3 -> tools 'from wiki'
    4 -> think 'done'
    """
)
async def agent_loop(trace: Trace) -> None:
    """The model asks after 1, its tools cost max(1, 2), the answer comes after 1 more."""
    model = chat(reply("", tool_call("web", "a"), tool_call("wiki", "b")), reply(["done"]), every=1)
    web = live(tool("web", takes=1, returns="from web"))
    wiki = live(tool("wiki", takes=2, returns="from wiki", style="sync"))
    async for part in agent(model, web, wiki).astream({"messages": ["q"]}, stream_mode="updates"):
        for name, update in part.items():
            for message in update["messages"]:
                trace("->", name, short(message))


@scenario(
    """
    2.5 -> think 'it'
    3 -> think ' is'
    """
)
async def agent_loop_token_by_token(trace: Trace) -> None:
    """Asking takes 0.5, the tool 1.5, and from 2 on a token comes each 0.5."""
    model = chat(reply("", tool_call("web", "a")), "it is", every=0.5)
    graph = agent(model, live(tool("web", takes=1.5, style="sync")))
    async for message, meta in graph.astream({"messages": ["q"]}, stream_mode="messages"):
        if message.content and meta["langgraph_node"] == "think":
            trace("->", meta["langgraph_node"], short(message))
