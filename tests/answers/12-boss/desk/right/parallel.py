# /// answer
# title = "One node with a RunnableParallel inside"
# ///
from langchain_core.runnables import RunnableParallel


def build_desk(model, tools):
    class Desk(TypedDict):
        question: str
        brief: str
        answer: str

    def branch(source):
        async def ask(question):
            say = get_stream_writer()
            say(f"{source.name}: asking")
            note = await source.ainvoke(question)
            say(f"{source.name}: done")
            return note

        return RunnableLambda(ask)

    async def research(state: Desk) -> dict:
        notes = await RunnableParallel({source.name: branch(source) for source in tools}).ainvoke(state["question"])
        return {"brief": "\n".join(f"{source.name}: {notes[source.name]}" for source in tools)}

    async def write(state: Desk) -> dict:
        return {"answer": (await model.ainvoke(state["brief"])).content}

    graph = StateGraph(Desk)
    graph.add_node("research", research)
    graph.add_node("write", write)
    graph.add_edge(START, "research")
    graph.add_edge("research", "write")
    graph.add_edge("write", END)
    return graph.compile(name="desk")
