# /// answer
# title = "Puts all dishes on the stove at once"
# loses = { kitchen-progress = ["came at 0, 0 and 3 s"], kitchen-updates = ["in flight at once"], kitchen-readers = ["came at 0, 0"] }
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    async def cook(ticket: Ticket) -> dict:
        shout, dishes, cooked = get_stream_writer(), ticket["order"], []
        for number, dish in enumerate(dishes, start=1):
            shout({"dish": dish, "number": number, "of": len(dishes)})
        cooked = await asyncio.gather(*[stove.ainvoke(dish) for dish in dishes])
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
