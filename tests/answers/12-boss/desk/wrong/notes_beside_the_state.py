# /// answer
# title = "Keeps the notes beside the state"
# mistake = 8
# loses = { desk-merge = ["nothing of another's"] }
# ///
def build_desk(model, tools):
    notes = []

    class Desk(TypedDict):
        question: str
        brief: str
        answer: str

    def branch(place, source):
        async def ask(state: Desk) -> dict:
            say = get_stream_writer()
            say(f"{source.name}: asking")
            note = await source.ainvoke(state["question"])
            notes.append((place, f"{source.name}: {note}"))
            say(f"{source.name}: done")
            return {}

        return ask

    async def write(state: Desk) -> dict:
        brief = "\n".join(line for _, line in sorted(notes))
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("write", write)
    for place, source in enumerate(tools):
        graph.add_node(source.name, branch(place, source)).add_edge(START, source.name)
    graph.add_edge([source.name for source in tools], "write")
    return graph.compile(name="desk")
