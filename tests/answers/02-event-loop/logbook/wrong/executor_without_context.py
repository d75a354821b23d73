# /// answer
# title = "The model is asked in an executor, without the context"
# mistake = 7
# loses = { logbook-evidence = ["night", "The config travels in the context"] }
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
        def ask():
            said = model.invoke(f"Describe {state['ship']}.", {"tags": ["clerk"]})
            return signed(said.content)

        return {"log": [await asyncio.get_running_loop().run_in_executor(None, ask)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
