# /// answer
# title = "Counts the dishes of all tables"
# loses = { kitchen-progress = ["number"] }
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    count = 0

    async def cook(ticket: Ticket) -> dict:
        nonlocal count
        shout, dishes, cooked = get_stream_writer(), ticket["order"], []
        for dish in dishes:
            count += 1
            shout({"dish": dish, "number": count, "of": len(dishes)})
            cooked.append(await stove.ainvoke(dish))
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
