# /// answer
# title = "Each call in a task that is awaited"
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    async def cook(ticket: Ticket) -> dict:
        write = get_stream_writer()
        cooked = []
        async for dish, shout in shouts(ticket["order"]):
            write(shout)
            cooked.append(await asyncio.create_task(stove.ainvoke(dish)))
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        async with asyncio.TaskGroup() as group:
            plate = group.create_task(garnish.ainvoke(", ".join(ticket["cooked"])))
        return {"plate": plate.result()}

    graph = StateGraph(Ticket).add_node(cook).add_node(dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress")
    return graph.compile(name="kitchen")


async def shouts(dishes):
    for at, dish in enumerate(dishes):
        yield dish, dict(dish=dish, number=at + 1, of=len(dishes))
