# /// answer
# title = "The reducer still reads a file"
# mistake = 1
# loses = { logbook-free = ["Path.read_text", "in `station`"] }
# ///
def build_logbook(radio, harbour, model):
    def enter(old: list, new: list) -> list:
        return old + [signed(line) for line in new]

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    def look_up(state):
        return {"log": [f"{state['ship']}, {visits(state['ship'])} visits"]}

    def hail(state):
        with radio:
            return {"log": [harbour(state["ship"])]}

    async def describe(state):
        said = await model.ainvoke(f"Describe {state['ship']}.", {"tags": ["clerk"]})
        return {"log": [said.content]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
