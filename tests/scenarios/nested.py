"""Graphs that stream what is inside of their nodes: models and subgraphs."""

from langgraph.graph import START, MessagesState, StateGraph

from .graphs import ASYNC, State, wide
from .models import chat
from .trace import Trace, scenario, short


@scenario(
    """
    0.1 -> a 'a1'
    0.15 -> b 'b1'
    0.2 -> a ' a2'
    0.3 -> b ' b2'
    0.3 -> a ' a3'
    0.3 -> a
    0.3 -> b
    """
)
async def graph_messages(trace: Trace) -> None:
    """Tokens of two nodes' models: one's at 0.1, 0.2, 0.3, the other's, out of a thread, at 0.15, 0.3."""
    builder = StateGraph(MessagesState)
    for name, talker in (("a", chat("a1 a2 a3", every=0.1)), ("b", chat("b1 b2", every=0.15, native=False))):
        builder.add_node(name, _asks(talker))
        builder.add_edge(START, name)
    async for mode, part in builder.compile().astream({"messages": ["hi"]}, stream_mode=["messages", "updates"]):
        if mode == "updates":
            trace("->", *part)
        elif part[0].content:
            trace("->", part[1]["langgraph_node"], short(part[0]))


def _asks(talker):
    async def node(state: MessagesState) -> dict[str, object]:
        return {"messages": [await talker.ainvoke(state["messages"])]}

    return node


@scenario(
    """
    0 n0 (
    0 n1 (
    1 n0 )
    1 -> inner n0
    2 n1 )
    2 -> inner n1
    2 -> inner join
    2 -> top inner
    """
)
async def subgraph_streamed(trace: Trace) -> None:
    """Updates of the graph inside (its nodes of 1 and 2) come before the one of the node that holds it."""
    builder = StateGraph(State)
    builder.add_node("inner", wide(trace, *ASYNC))
    builder.add_edge(START, "inner")
    async for space, part in builder.compile().astream({"log": []}, stream_mode="updates", subgraphs=True):
        trace("->", "/".join(name.partition(":")[0] for name in space) or "top", *part)
