# /// answer
# title = "Hails the harbour once for each ship"
# loses = { logbook-same = ["was asked"] }
# ///
def build_logbook(radio, harbour, model):
    """The log book, a compiled graph named "logbook" in which nothing blocks the loop."""

    def enter(old: list, new: list) -> list:
        return old + new

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    known = {}

    def look_up(state: Log) -> dict:
        return {"log": [signed(f"{state['ship']}, {visits(state['ship'])} visits")]}

    def hail(state: Log) -> dict:
        with radio:
            if state["ship"] not in known:
                known[state["ship"]] = harbour(state["ship"])
            answer = known[state["ship"]]
        return {"log": [signed(answer)]}

    async def describe(state: Log) -> dict:
        said = await model.ainvoke(f"Describe {state['ship']}.", {"tags": ["clerk"]})
        return {"log": [await asyncio.to_thread(signed, said.content)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
