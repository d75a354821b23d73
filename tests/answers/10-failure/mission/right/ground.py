# /// answer
# title = "A node of its own for the refusal"
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    def clear(state: Mission) -> dict:
        return {"word": interrupt({key: state[key] for key in ("place", "weather")})}

    async def fly(state: Mission) -> dict:
        return {"report": await helicopter.ainvoke(state["place"])}

    def ground(state: Mission) -> dict:
        return {"report": "refused: " + state["word"]}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission)
    for node in (look, clear, fly, ground, write):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "look")
    graph.add_edge("look", "clear")
    graph.add_conditional_edges("clear", lambda state: "fly" if state["word"] == "go" else "ground", ["fly", "ground"])
    graph.add_edge("fly", "write")
    graph.add_edge("ground", "write")
    graph.add_edge("write", END)
    return graph.compile(checkpointer=saver)
