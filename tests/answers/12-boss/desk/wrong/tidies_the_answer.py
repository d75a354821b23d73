# /// answer
# title = "Strips the brief and the answer"
# loses = { desk-merge = ["It goes wrong at `['answer']`", "`model` was asked"] }
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
        brief = "\n".join(f"{source.name}: {state['notes'][source.name]}" for source in tools)
        return {"brief": brief, "answer": (await model.ainvoke(brief.strip())).content.strip()}

    graph = StateGraph(Desk).add_node("write", write)
    for source in tools:
        graph.add_node(source.name, branch(source)).add_edge(START, source.name)
    graph.add_edge([source.name for source in tools], "write")
    return graph.compile(name="desk")
