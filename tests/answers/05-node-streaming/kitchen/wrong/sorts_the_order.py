# /// answer
# title = "Sorts the order in place"
# loses = { kitchen-progress = ["in another order at the end"], kitchen-updates = ["in another order at the end"], kitchen-readers = ["in another order at the end"] }
# ///
def build_kitchen(stove, garnish):
    """A compiled graph named "kitchen": `cook` and `dress`, with progress as they go."""

    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    async def cook(ticket: Ticket) -> dict:
        shout, dishes, cooked = get_stream_writer(), ticket["order"], []
        dishes.sort()
        for number, dish in enumerate(dishes, start=1):
            shout({"dish": dish, "number": number, "of": len(dishes)})
            cooked.append(await stove.ainvoke(dish))
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
