# /// answer
# title = "Collects its progress and says it at the end of the node"
# loses = { kitchen-progress = ["came at 6, 6 and 6 s"], kitchen-readers = ["came at 6, 6"] }
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    async def cook(ticket: Ticket) -> dict:
        shout, dishes, cooked = get_stream_writer(), ticket["order"], []
        said = []
        for number, dish in enumerate(dishes, start=1):
            said.append({"dish": dish, "number": number, "of": len(dishes)})
            cooked.append(await stove.ainvoke(dish))
        for one in said:
            shout(one)
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
