# /// answer
# title = "run_in_executor, with the context along"
# ///
def build_logbook(radio, harbour, model):
    import contextvars

    def away(function, *args):
        context = contextvars.copy_context()
        return asyncio.get_running_loop().run_in_executor(None, context.run, function, *args)

    def enter(old: list, new: list) -> list:
        return old + new

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    async def look_up(state):
        return {"log": [await away(lambda: signed(f"{state['ship']}, {visits(state['ship'])} visits"))]}

    async def hail(state):
        def talk():
            with radio:
                return harbour(state["ship"])

        return {"log": [await away(signed, await away(talk))]}

    async def describe(state):
        prompt = f"Describe {state['ship']}."
        said = await away(model.invoke, prompt, {"tags": ["clerk"]})
        return {"log": [await away(signed, said.content)]}

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
