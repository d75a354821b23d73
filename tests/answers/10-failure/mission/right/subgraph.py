# /// answer
# title = "The flight and the refusal are a graph within the graph"
# ///
def mission(forecast, helicopter, diary, saver):
    async def look(state: Mission) -> dict:
        return {"weather": await forecast.ainvoke(state["place"])}

    async def clear(state: Mission) -> dict:
        return {"word": interrupt({"place": state["place"], "weather": state["weather"]})}

    async def carry_out(state: Mission) -> dict:
        if state["word"] == "go":
            return {"report": await helicopter.ainvoke(state["place"])}
        return {"report": f"refused: {state['word']}"}

    async def write(state: Mission) -> dict:
        await diary.ainvoke(state["report"])
        return {}

    after = StateGraph(Mission).add_sequence([carry_out, write])
    after = after.add_edge(START, "carry_out").add_edge("write", END).compile()
    graph = StateGraph(Mission).add_node("look", look).add_node("clear", clear).add_node("after", after)
    graph.add_edge(START, "look").add_edge("look", "clear").add_edge("clear", "after").add_edge("after", END)
    return graph.compile(checkpointer=saver)
