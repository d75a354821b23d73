# /// answer
# title = "Asks for the lock again and again, and lets go of it when the caller leaves"
# loses = { logbook-same = ["`harbour`", "side by side", "A thread that talks holds the radio"] }
# ///
def build_logbook(radio, harbour, model):
    def enter(old: list, new: list) -> list:
        return old + new

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    def look_up(state):
        return {"log": [signed(f"{state['ship']}, {visits(state['ship'])} visits")]}

    async def hail(state):
        while not radio.acquire(blocking=False):
            await asyncio.sleep(0.125)
        try:
            answer = await asyncio.to_thread(harbour, state["ship"])
        finally:
            radio.release()
        return {"log": [await asyncio.to_thread(signed, answer)]}

    async def describe(state):
        said = await model.ainvoke(f"Describe {state['ship']}.", {"tags": ["clerk"]})
        return {"log": [await asyncio.to_thread(signed, said.content)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
