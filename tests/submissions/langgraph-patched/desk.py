def build_desk(model, tools):
    graph = StateGraph(dict).add_node("write", lambda state: {"brief": "", "answer": ""})
    return graph.add_edge(START, "write").add_edge("write", END).compile(name="desk")
