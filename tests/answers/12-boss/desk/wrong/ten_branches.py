# /// answer
# title = "Lists added, nodes numbered: ask 10 comes before ask 2"
# loses = { desk-merge = ["It returned"] }
# ///
def build_desk(model, tools: list):
    class Desk(TypedDict):
        question: str
        notes: Annotated[list, operator.add]
        brief: str
        answer: str

    def branch(number, tool):
        async def ask(state: Desk) -> dict:
            say = get_stream_writer()
            say(f"{tool.name}: asking")
            note = await tool.ainvoke(state["question"])
            say(f"{tool.name}: done")
            return {"notes": [f"{tool.name}: {note}"]}

        return ask

    async def answer(state: Desk) -> dict:
        brief = "\n".join(state["notes"])
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("write", answer).add_edge("write", END)
    for n, tool in enumerate(tools):
        graph.add_node(f"ask {n}", branch(n, tool))
        graph.add_edge(START, f"ask {n}")
    graph.add_edge([f"ask {n}" for n in range(len(tools))], "write")
    return graph.compile(name="desk")
