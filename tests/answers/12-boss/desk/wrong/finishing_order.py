# /// answer
# title = "Notes on a list beside the state, as they come"
# mistake = 8
# loses = { desk-merge = ["the order of finishing"] }
# ///
def build_desk(model, tools):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    arrived = []

    def branch(source):
        async def ask(state: Desk) -> dict:
            say = get_stream_writer()
            say(f"{source.name}: asking")
            note = await source.ainvoke(state["question"])
            say(f"{source.name}: done")
            arrived.append(source.name)
            return {"notes": {source.name: note}}

        return ask

    async def write(state: Desk) -> dict:
        brief = "\n".join(f"{name}: {state['notes'][name]}" for name in arrived)
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk)
    graph.add_node("write", write)
    for source in tools:
        graph.add_node("to_" + source.name, branch(source))
        graph.add_edge(START, "to_" + source.name)
        graph.add_edge("to_" + source.name, "write")
    graph.add_edge("write", END)
    return graph.compile(name="desk")
