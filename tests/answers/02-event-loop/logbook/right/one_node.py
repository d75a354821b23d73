# /// answer
# title = "One node, which sends one thing after another to a thread"
# ///
def build_logbook(radio, harbour, model):
    class Log(TypedDict):
        ship: str
        log: list

    def talk(ship):
        radio.acquire()
        try:
            return harbour(ship)
        finally:
            radio.release()

    async def write(state):
        ship = state["ship"]
        known = await asyncio.to_thread(visits, ship)
        answer = await asyncio.to_thread(talk, ship)
        clerk = model.with_config(tags=["clerk"])
        said = await clerk.ainvoke(f"Describe {ship}.")
        lines = [f"{ship}, {known} visits", answer, said.content]
        return {"log": await asyncio.to_thread(lambda: [signed(line) for line in lines])}

    return StateGraph(Log).add_node("write", write).add_edge(START, "write").compile(name="logbook")
