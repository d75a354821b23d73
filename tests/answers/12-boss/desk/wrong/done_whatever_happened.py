# /// answer
# title = "Is done whatever happened"
# loses = { desk-progress = ["one that failed has none"] }
# ///
def build_desk(model, tools: list):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    def branch(place, tool):
        async def ask(state: Desk) -> dict:
            say = get_stream_writer()
            say(f"{tool.name}: asking")
            try:
                return {"notes": {place: await tool.ainvoke(state["question"])}}
            finally:
                say(f"{tool.name}: done")

        return ask

    async def answering(state: Desk) -> dict:
        brief = "\n".join(f"{tool.name}: {state['notes'][place]}" for place, tool in enumerate(tools))
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("answering", answering)
    names = [f"ask {place}" for place in range(len(tools))]
    for place, tool in enumerate(tools):
        graph.add_node(names[place], branch(place, tool)).add_edge(START, names[place])
    return graph.add_edge(names, "answering").add_edge("answering", END).compile(name="desk")
