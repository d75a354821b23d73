# /// answer
# title = "Lets an entry that failed be forgotten"
# loses = { mission-once = ["`diary` was asked ['two on board']."], mission-threads = ["`diary` was asked ['two from Kanzel on board', 'two from Kanzel on board', 'two from Grat on board']."] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        word = interrupt({"place": state["place"], "weather": state["weather"]})
        return {"word": word, "report": f"refused: {word}"}

    async def fly(state: Mission) -> dict:
        return {"report": await helicopter.ainvoke(state["place"])}

    async def write(state: Mission) -> dict:
        try:
            await diary.ainvoke(state["report"])
        except Exception:
            pass
        return {}

    graph = StateGraph(Mission).add_sequence([look, clear]).add_sequence([fly, write])
    graph.add_edge(START, "look").add_edge("write", END)
    graph.add_conditional_edges("clear", lambda state: "fly" if state["word"] == "go" else "write", ["fly", "write"])
    return graph.compile(checkpointer=saver)
