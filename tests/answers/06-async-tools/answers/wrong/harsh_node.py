# /// answer
# title = "A ToolNode that lets every error fly"
# loses = { answers-siblings = ["PermissionError"], answers-named = ["PermissionError"], answers-evidence = ["PermissionError"] }
# ///
async def answer_calls(tools, calls):
    graph = StateGraph(MessagesState).add_node("tools", ToolNode(tools, handle_tool_errors=False))
    graph.add_edge(START, "tools").add_edge("tools", END)
    state = await graph.compile().ainvoke({"messages": [AIMessage("", tool_calls=calls)]})
    return state["messages"][1:]
