# /// answer
# title = "A ToolNode in a graph of one node, with words of its own"
# ///
def in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


async def answer_calls(tools, calls):
    graph = StateGraph(MessagesState).add_node("tools", ToolNode(tools, handle_tool_errors=in_words))
    graph.add_edge(START, "tools").add_edge("tools", END)
    state = await graph.compile().ainvoke({"messages": [AIMessage("", tool_calls=calls)]})
    return state["messages"][1:]
