# /// answer
# title = "Asks nobody, and flies"
# loses = { mission-word = ["or whether there is none"], mission-once = ["Storm: no ink"], mission-threads = ["`helicopter` was asked ['Kanzel', 'Grat']"] }
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        return {"word": "go", "report": ""}

    async def fly(state: Mission) -> dict:
        return {"report": await helicopter.ainvoke(state["place"])}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission).add_sequence([look, clear]).add_sequence([fly, write])
    graph.add_edge(START, "look").add_edge("write", END)
    graph.add_conditional_edges("clear", lambda state: "fly" if state["word"] == "go" else "write", ["fly", "write"])
    return graph.compile(checkpointer=saver)
