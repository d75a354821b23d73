# /// answer
# title = "Keeps the notes beside the graph, by the place of the tool"
# mistake = 8
# loses = { desk-merge = ["nothing of another's"] }
# ///
def build_desk(model, tools: list):
    """A compiled graph named "desk": a branch a tool, then one answer from all notes."""

    class Desk(TypedDict):
        question: str
        brief: str
        answer: str

    notes = {}

    def branch(place, tool):
        async def ask(state: Desk) -> dict:
            say = get_stream_writer()
            say(f"{tool.name}: asking")
            notes[place] = await tool.ainvoke(state["question"])
            say(f"{tool.name}: done")
            return {}

        return ask

    async def answering(state: Desk) -> dict:
        brief = "\n".join(f"{tool.name}: {notes[place]}" for place, tool in enumerate(tools))
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("answering", answering)
    names = [f"ask {place}" for place in range(len(tools))]
    for place, tool in enumerate(tools):
        graph.add_node(names[place], branch(place, tool)).add_edge(START, names[place])
    return graph.add_edge(names, "answering").add_edge("answering", END).compile(name="desk")
