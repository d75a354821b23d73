# /// answer
# title = "Asks and flies in one node, with nothing above the question"
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def decide(state: Mission) -> dict:
        word = interrupt({"place": state["place"], "weather": state["weather"]})
        report = await helicopter.ainvoke(state["place"]) if word == "go" else f"refused: {word}"
        return {"word": word, "report": report}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission).add_sequence([look, decide, write])
    return graph.add_edge(START, "look").add_edge("write", END).compile(checkpointer=saver)
