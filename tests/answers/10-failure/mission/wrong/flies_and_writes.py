# /// answer
# title = "Flies and writes in one node"
# loses = { mission-once = ["`helicopter` was called 2 times, at"], mission-threads = ["`helicopter` was asked ['Kanzel', 'Kanzel', 'Grat', 'Kanzel']."] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        return {"word": interrupt({"place": state["place"], "weather": state["weather"]})}

    async def carry_out(state: Mission) -> dict:
        word = state["word"]
        report = await helicopter.ainvoke(state["place"]) if word == "go" else f"refused: {word}"
        await diary.ainvoke(report)
        return {"report": report}

    graph = StateGraph(Mission).add_sequence([look, clear, carry_out])
    return graph.add_edge(START, "look").add_edge("carry_out", END).compile(checkpointer=saver)
