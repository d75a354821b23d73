# /// answer
# title = "Takes a second call for one place for the same"
# loses = { mission-threads = ["`helicopter` was asked ['Kanzel', 'Grat']"] }
# ///
def mission(forecast, helicopter, diary, saver):
    flown = {}

    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        word = interrupt({"place": state["place"], "weather": state["weather"]})
        return {"word": word, "report": f"refused: {word}"}

    async def fly(state: Mission) -> dict:
        if state["place"] not in flown:
            flown[state["place"]] = await helicopter.ainvoke(state["place"])
        return {"report": flown[state["place"]]}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission).add_sequence([look, clear]).add_sequence([fly, write])
    graph.add_edge(START, "look").add_edge("write", END)
    graph.add_conditional_edges("clear", lambda state: "fly" if state["word"] == "go" else "write", ["fly", "write"])
    return graph.compile(checkpointer=saver)
