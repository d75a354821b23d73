# /// answer
# title = "Map and reduce with Send"
# ///
from langgraph.types import Send


def build_desk(model, tools):
    by_name = {source.name: source for source in tools}

    class Desk(TypedDict):
        question: str
        notes: Annotated[list, operator.add]
        brief: str
        answer: str

    async def ask(order: dict) -> dict:
        say = get_stream_writer()
        say(order["name"] + ": asking")
        note = await by_name[order["name"]].ainvoke(order["question"])
        say(order["name"] + ": done")
        return {"notes": [(order["name"], note)]}

    async def write(state: Desk) -> dict:
        notes = dict(state["notes"])
        brief = "\n".join(f"{name}: {notes[name]}" for name in by_name)
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    def spread(state: Desk):
        return [Send("ask", {"name": name, "question": state["question"]}) for name in by_name]

    graph = StateGraph(Desk)
    graph.add_node("ask", ask)
    graph.add_node("write", write)
    graph.add_conditional_edges(START, spread, ["ask"])
    graph.add_edge("ask", "write")
    graph.add_edge("write", END)
    return graph.compile(name="desk")
