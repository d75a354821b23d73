# /// answer
# title = "Takes the dishes off the list that was ordered"
# loses = { kitchen-updates = ["order"], kitchen-readers = ["['order']"] }
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    async def cook(ticket: Ticket) -> dict:
        shout, cooked, of = get_stream_writer(), [], len(ticket["order"])
        for number in range(1, of + 1):
            dish = ticket["order"].pop(0)
            shout({"dish": dish, "number": number, "of": of})
            cooked.append(await stove.ainvoke(dish))
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
