# /// answer
# title = "A task group in a node, and a model that is streamed"
# ///
def build_desk(model, tools):
    class Desk(TypedDict, total=False):
        question: str
        brief: str
        answer: str

    async def ask(source, question, say):
        say(f"{source.name}: asking")
        note = await source.ainvoke(question)
        say(f"{source.name}: done")
        return f"{source.name}: {note}"

    async def work(state: Desk) -> dict:
        say = get_stream_writer()
        async with asyncio.TaskGroup() as group:
            lines = [group.create_task(ask(source, state["question"], say)) for source in tools]
        brief = "\n".join(line.result() for line in lines)
        text = "".join([chunk.content async for chunk in model.astream(brief)])
        return {"brief": brief, "answer": text}

    return StateGraph(Desk).add_node("work", work).add_edge(START, "work").add_edge("work", END).compile(name="desk")
