# /// answer
# title = "Holds the radio while the ship is described"
# loses = { logbook-same = ["`office` began at 3.5 s", "and not for the description"] }
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
        def talk():
            with radio:
                answer = signed(harbour(state["ship"]))
                return [answer, model.invoke(f"Describe {state['ship']}.", {"tags": ["clerk"]}).content]

        answer, said = await asyncio.to_thread(talk)
        return {"log": [answer, await asyncio.to_thread(signed, said)]}

    async def describe(state):
        return {"log": []}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
