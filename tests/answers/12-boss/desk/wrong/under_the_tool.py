# /// answer
# title = "Calls the function under the tool"
# mistake = 7
# loses = { desk-evidence = ["`archive` ran, and left no trace"] }
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
            note = (
                await source.coroutine(state["question"])
                if source.coroutine
                else await asyncio.to_thread(source.func, state["question"])
            )
            say(f"{source.name}: done")
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
