# /// answer
# title = "Has no line for an empty note"
# loses = { desk-merge = ["source 1: note 1"] }
# ///
def build_desk(model, tools):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    def branch(source):
        async def ask(state: Desk) -> dict:
            say = get_stream_writer()
            say(f"{source.name}: asking")
            note = await source.ainvoke(state["question"])
            say(f"{source.name}: done")
            return {"notes": {source.name: note}}

        return ask

    async def write(state: Desk) -> dict:
        notes = state["notes"]
        brief = "\n".join(f"{source.name}: {notes[source.name]}" for source in tools if notes[source.name])
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("write", write)
    for source in tools:
        graph.add_node(source.name, branch(source)).add_edge(START, source.name)
    graph.add_edge([source.name for source in tools], "write")
    return graph.compile(name="desk")
