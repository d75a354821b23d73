# /// answer
# title = "Asks for the forecast above the question"
# loses = { mission-once = ["`forecast` was called 2 times, at"], mission-threads = ["It took 4 s"], mission-word = ["`forecast` was called 2 times, at"] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def clear(state: Mission) -> dict:
        weather = await forecast.ainvoke(state["place"])
        word = interrupt({"place": state["place"], "weather": weather})
        return {"weather": weather, "word": word, "report": f"refused: {word}"}

    async def fly(state: Mission) -> dict:
        return {"report": await helicopter.ainvoke(state["place"])}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission).add_node("clear", clear).add_sequence([fly, write])
    graph.add_edge(START, "clear").add_edge("write", END)
    graph.add_conditional_edges("clear", lambda state: "fly" if state["word"] == "go" else "write", ["fly", "write"])
    return graph.compile(checkpointer=saver)
