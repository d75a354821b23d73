# /// answer
# title = "Async nodes, each of which sends a function to a thread"
# ///
def build_logbook(radio, harbour, model):
    def enter(old: list, new: list) -> list:
        return old + new

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    async def look_up(state):
        def read(ship):
            return signed(f"{ship}, {visits(ship)} visits")

        return {"log": [await asyncio.to_thread(read, state["ship"])]}

    def on_the_radio(ship):
        with radio:
            return harbour(ship)

    async def hail(state):
        answer = await asyncio.to_thread(on_the_radio, state["ship"])
        return {"log": [await asyncio.to_thread(signed, answer)]}

    async def describe(state):
        said = await model.ainvoke(f"Describe {state['ship']}.", {"tags": ["clerk"]})
        return {"log": [await asyncio.to_thread(signed, said.content)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
