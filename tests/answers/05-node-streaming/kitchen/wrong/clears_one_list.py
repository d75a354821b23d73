# /// answer
# title = "Clears one list for each table"
# loses = { kitchen-updates = ["It goes wrong"] }
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    cooked = []

    async def cook(ticket: Ticket) -> dict:
        cooked.clear()
        shout, dishes = get_stream_writer(), ticket["order"]
        for number, dish in enumerate(dishes, start=1):
            shout({"dish": dish, "number": number, "of": len(dishes)})
            cooked.append(await stove.ainvoke(dish))
        return {"cooked": list(cooked)}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
