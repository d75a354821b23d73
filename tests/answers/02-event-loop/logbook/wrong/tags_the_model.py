# /// answer
# title = "Sets the tag on the model, which others use"
# mistake = 7
# loses = { logbook-evidence = ["`stranger` bears"] }
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
        model.tags = ["clerk"]
        said = await model.ainvoke(f"Describe {state['ship']}.")
        return {"log": [await asyncio.to_thread(signed, said.content)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
