# /// answer
# title = "Adds lists, in the order in which the graph hands them on"
# mistake = 8
# loses = { desk-merge = ["their order is not: it is the alphabet's", "make the brief from their list"] }
# ///
def build_desk(model, tools: list):
    class Desk(TypedDict):
        question: str
        notes: Annotated[list, operator.add]
        brief: str
        answer: str

    def branch(t):
        async def ask(state):
            say = get_stream_writer()
            say(f"{t.name}: asking")
            note = await t.ainvoke(state["question"])
            say(f"{t.name}: done")
            return {"notes": [f"{t.name}: {note}"]}
        return ask

    async def write(state):
        brief = "\n".join(state["notes"])
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk)
    graph.add_node("write", write)
    for t in tools:
        graph.add_node(t.name, branch(t))
        graph.add_edge(START, t.name)
        graph.add_edge(t.name, "write")
    return graph.compile(name="desk")
