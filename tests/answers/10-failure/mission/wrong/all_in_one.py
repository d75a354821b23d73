# /// answer
# title = "Everything in one node"
# loses = { mission-once = ["`forecast` was called 3 times, at"], mission-threads = ["It took 4 s"], mission-word = ["`forecast` was called 2 times, at"] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def rescue(state: Mission) -> dict:
        weather = await forecast.ainvoke(state["place"])
        word = interrupt({"place": state["place"], "weather": weather})
        report = await helicopter.ainvoke(state["place"]) if word == "go" else f"refused: {word}"
        await diary.ainvoke(report)
        return {"weather": weather, "word": word, "report": report}

    graph = StateGraph(Mission).add_node("rescue", rescue).add_edge(START, "rescue").add_edge("rescue", END)
    return graph.compile(checkpointer=saver)
