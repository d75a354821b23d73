# /// answer
# title = "Tags every page of the log book"
# mistake = 7
# loses = { logbook-evidence = ["the tag 'clerk'", "belongs to another run"] }
# ///
def build_logbook(radio, harbour, model):
    def enter(old: list, new: list) -> list:
        return old + new

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    def look_up(state):
        return {"log": [signed(f"{state['ship']}, {visits(state['ship'])} visits")]}

    def hail(state):
        with radio:
            answer = harbour(state["ship"])
        return {"log": [signed(answer)]}

    async def describe(state):
        said = await model.ainvoke(f"Describe {state['ship']}.")
        return {"log": [await asyncio.to_thread(signed, said.content)]}

    graph = StateGraph(Log)
    for name, page in {"look_up": look_up, "hail": hail, "describe": describe}.items():
        graph.add_node(name, RunnableLambda(page).with_config(tags=["clerk"]))
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
