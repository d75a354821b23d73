# /// answer
# title = "The node that asks says where to go on, by a Command"
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission):
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission):
        word = interrupt({"place": state["place"], "weather": state["weather"]})
        if word == "go":
            return Command(goto="fly", update={"word": word})
        return Command(goto="write", update={"word": word, "report": f"refused: {word}"})

    async def fly(state: Mission):
        return {"report": await helicopter.ainvoke(state["place"])}

    async def write(state: Mission):
        await diary.ainvoke(state["report"])

    graph = StateGraph(Mission)
    graph.add_node("look", look)
    graph.add_node("clear", clear)
    graph.add_node("fly", fly)
    graph.add_node("write", write)
    graph.add_edge(START, "look")
    graph.add_edge("look", "clear")
    graph.add_edge("fly", "write")
    graph.add_edge("write", END)
    return graph.compile(checkpointer=saver)
