# /// answer
# title = "Finds a note by the beginning of a name"
# loses = { desk-merge = ["web page"] }
# ///
from langgraph.types import Send


def build_desk(model, tools):
    class Desk(TypedDict):
        question: str
        notes: Annotated[list, operator.add]
        brief: str
        answer: str

    async def ask(order: dict) -> dict:
        source, say = tools[order["place"]], get_stream_writer()
        say(f"{source.name}: asking")
        note = await source.ainvoke(order["question"])
        say(f"{source.name}: done")
        return {"notes": [f"{source.name}: {note}"]}

    def each(state: Desk) -> list:
        return [Send("ask", {"place": place, "question": state["question"]}) for place in range(len(tools))]

    async def write(state: Desk) -> dict:
        lines = [next(note for note in state["notes"] if note.startswith(source.name)) for source in tools]
        brief = "\n".join(lines)
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk).add_node("ask", ask).add_node("write", write)
    graph.add_conditional_edges(START, each, ["ask"]).add_edge("ask", "write").add_edge("write", END)
    return graph.compile(name="desk")
