# /// answer
# title = "Acquires the lock in the loop, for the thread to give it back"
# mistake = 1
# loses = { logbook-free = ["radio.acquire()"] }
# ///
def build_logbook(radio, harbour, model):
    def enter(old: list, new: list) -> list:
        return old + new

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    def look_up(state):
        return {"log": [signed(f"{state['ship']}, {visits(state['ship'])} visits")]}

    def talk(ship):
        try:
            return harbour(ship)
        finally:
            radio.release()

    async def hail(state):
        radio.acquire()
        answer = await asyncio.to_thread(talk, state["ship"])
        return {"log": [await asyncio.to_thread(signed, answer)]}

    async def describe(state):
        said = await model.ainvoke(f"Describe {state['ship']}.", {"tags": ["clerk"]})
        return {"log": [await asyncio.to_thread(signed, said.content)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
