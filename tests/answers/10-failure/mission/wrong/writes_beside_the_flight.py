# /// answer
# title = "Writes while the helicopter is in the air"
# loses = { mission-once = ["`helicopter` was called 2 times, at"], mission-threads = ["It took 2.5 s"], mission-word = ["`diary` was asked ['refused: go']."] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        word = interrupt({"place": state["place"], "weather": state["weather"]})
        return {"word": word, "report": f"refused: {word}"}

    async def fly(state: Mission) -> dict:
        return {"report": await helicopter.ainvoke(state["place"])} if state["word"] == "go" else {}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission)
    for node in (look, clear, fly, write):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "look").add_edge("look", "clear")
    graph.add_edge("clear", "fly").add_edge("clear", "write").add_edge("fly", END).add_edge("write", END)
    return graph.compile(checkpointer=saver)
