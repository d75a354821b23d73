# /// answer
# title = "Flies, and asks for forgiveness"
# loses = { mission-once = ["`helicopter` was called 1 time, at"], mission-threads = ["`helicopter` was asked ['Kanzel', 'Grat']."], mission-word = ["`helicopter` was called 1 time, at"] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def fly(state: Mission) -> dict:
        return {"report": await helicopter.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        word = interrupt({"place": state["place"], "weather": state["weather"]})
        return {"word": word} if word == "go" else {"word": word, "report": f"refused: {word}"}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission).add_sequence([look, fly, clear, write])
    return graph.add_edge(START, "look").add_edge("write", END).compile(checkpointer=saver)
