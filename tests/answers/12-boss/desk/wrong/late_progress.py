# /// answer
# title = "Tells of its progress when it is over"
# mistake = 4
# loses = { desk-progress = ["1, 1, 3 and 3 s", "a receipt"] }
# ///
def build_desk(model, tools):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    def branch(source):
        async def ask(state: Desk) -> dict:
            note = await source.ainvoke(state["question"])
            for news in ("asking", "done"):
                get_stream_writer()(f"{source.name}: {news}")
            return {"notes": {source.name: note}}

        return ask

    async def write(state: Desk) -> dict:
        brief = "\n".join(f"{source.name}: {state['notes'][source.name]}" for source in tools)
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk)
    graph.add_node("write", write)
    for source in tools:
        graph.add_node("to_" + source.name, branch(source))
        graph.add_edge(START, "to_" + source.name)
        graph.add_edge("to_" + source.name, "write")
    graph.add_edge("write", END)
    return graph.compile(name="desk")
