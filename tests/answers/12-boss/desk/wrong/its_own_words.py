# /// answer
# title = "Says what it does in words of its own"
# loses = { desk-progress = ["Of what is due, 2 items never came", "finished"] }
# ///
def build_desk(model, tools: list):
    class Desk(TypedDict):
        question: str
        notes: Annotated[dict, operator.or_]
        brief: str
        answer: str

    def branch(t):
        async def ask(state):
            say = get_stream_writer()
            say(f"{t.name}: asking")
            note = await t.ainvoke(state["question"])
            say(f"{t.name}: finished")
            return {"notes": {t.name: note}}
        return ask

    async def write(state):
        brief = "\n".join(f"{t.name}: {state['notes'][t.name]}" for t in tools)
        reply_ = await model.ainvoke(brief)
        return {"brief": brief, "answer": reply_.content}

    graph = StateGraph(Desk)
    graph.add_node("write", write)
    for t in tools:
        graph.add_node(f"ask_{t.name}", branch(t))
        graph.add_edge(START, f"ask_{t.name}")
    graph.add_edge([f"ask_{t.name}" for t in tools], "write")
    graph.add_edge("write", END)
    return graph.compile(name="desk")
