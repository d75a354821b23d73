# /// answer
# title = "One node that does the next thing that is due, again and again"
# ///
def mission(forecast, helicopter, diary, saver):
    async def step(state: Mission) -> dict:
        if "weather" not in state:
            return {"weather": await forecast.ainvoke(state["place"])}
        if "word" not in state:
            return {"word": interrupt({"place": state["place"], "weather": state["weather"]})}
        if "report" not in state:
            if state["word"] != "go":
                return {"report": f"refused: {state['word']}"}
            return {"report": await helicopter.ainvoke(state["place"])}
        await diary.ainvoke(state["report"])
        return {}

    graph = StateGraph(Mission).add_node("step", step).add_node("enter", step)
    graph.add_edge(START, "step").add_edge("enter", END)
    graph.add_conditional_edges("step", lambda state: "enter" if "report" in state else "step", ["step", "enter"])
    return graph.compile(checkpointer=saver)
