# /// answer
# title = "Keeps the weather in a variable beside the graph"
# loses = { mission-once = ["At `['weather']` it is None"] }
# ///
def mission(forecast, helicopter, diary, saver):
    seen = {}

    async def look(state: Mission) -> dict:
        seen[state["place"]] = await forecast.ainvoke(state["place"])
        return {}

    async def clear(state: Mission) -> dict:
        word = interrupt({"place": state["place"], "weather": seen.get(state["place"], "")})
        return {"word": word, "report": f"refused: {word}"}

    async def fly(state: Mission) -> dict:
        return {"report": await helicopter.ainvoke(state["place"])}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission).add_sequence([look, clear]).add_sequence([fly, write])
    graph.add_edge(START, "look").add_edge("write", END)
    graph.add_conditional_edges("clear", lambda state: "fly" if state["word"] == "go" else "write", ["fly", "write"])
    return graph.compile(checkpointer=saver)
