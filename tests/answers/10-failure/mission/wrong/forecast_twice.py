# /// answer
# title = "Asks for the forecast a second time, to be sure"
# loses = { mission-word = ["`forecast` was called 2 times, at 0 and 1 s"], mission-once = ["If only one line asks it"], mission-threads = ["with each tool asked once"] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        await forecast.ainvoke(state["place"])
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        word = interrupt({"place": state["place"], "weather": state["weather"]})
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
