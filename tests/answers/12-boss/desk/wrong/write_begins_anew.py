# /// answer
# title = "Branches of different length, each with an edge of its own to write"
# loses = { desk-merge = ["`model` was called 2 times", "starts the node anew"], desk-branches = ["It took 7.5 s"], desk-progress = ["came before"] }
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
            say(f"{t.name}: done")
            return {"notes": {t.name: note}}
        return ask

    async def start(state):
        return {}

    async def write(state):
        brief = "\n".join(f"{t.name}: {state['notes'].get(t.name, '')}" for t in tools)
        return {"brief": brief, "answer": (await model.ainvoke(brief)).content}

    graph = StateGraph(Desk)
    graph.add_node("write", write)
    graph.add_node("start", start)
    graph.add_edge(START, "start")
    for n, t in enumerate(tools):
        graph.add_node(f"ask_{t.name}", branch(t))
        graph.add_edge(START if n else "start", f"ask_{t.name}")
        graph.add_edge(f"ask_{t.name}", "write")
    return graph.compile(name="desk")
