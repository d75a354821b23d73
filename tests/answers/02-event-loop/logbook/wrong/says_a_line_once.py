# /// answer
# title = "Enters a line that is there already no second time"
# loses = { logbook-same = ["A boat."] }
# ///
def build_logbook(radio, harbour, model):
    """The log book, a compiled graph named "logbook" in which nothing blocks the loop."""

    def enter(old: list, new: list) -> list:
        return old + [line for line in new if line not in old]

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    def look_up(state: Log) -> dict:
        return {"log": [signed(f"{state['ship']}, {visits(state['ship'])} visits")]}

    def hail(state: Log) -> dict:
        with radio:
            answer = harbour(state["ship"])
        return {"log": [signed(answer)]}

    async def describe(state: Log) -> dict:
        said = await model.ainvoke(f"Describe {state['ship']}.", {"tags": ["clerk"]})
        return {"log": [await asyncio.to_thread(signed, said.content)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
