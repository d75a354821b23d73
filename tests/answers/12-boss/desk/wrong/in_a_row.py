# /// answer
# title = "Nodes in a row"
# mistake = 3
# loses = { desk-branches = ["3 + 1 + 2 + 2.5 = 8.5 s"], desk-progress = ["0, 3, 3 and 4 s"] }
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
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph, before = StateGraph(Desk), START
    for source in tools:
        graph.add_node("to_" + source.name, branch(source))
        graph.add_edge(before, "to_" + source.name)
        before = "to_" + source.name
    graph.add_node("write", write)
    graph.add_edge(before, "write")
    graph.add_edge("write", END)
    return graph.compile(name="desk")
