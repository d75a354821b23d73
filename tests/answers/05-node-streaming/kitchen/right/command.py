# /// answer
# title = "The first node says where to go next"
# ///
def build_kitchen(stove, garnish):
    from langgraph.types import Command

    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    async def cook(ticket: Ticket):
        cooked = []
        for dish in ticket["order"]:
            get_stream_writer()({"dish": dish, "number": len(cooked) + 1, "of": len(ticket["order"])})
            cooked.append(await stove.ainvoke(dish))
        return Command(update={"cooked": cooked}, goto="dress")

    async def dress(ticket: Ticket):
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook, **ends()).add_node("dress", dress)
    return graph.add_edge(START, "cook").compile(name="kitchen")


def ends():
    return {"destinations": ("dress",)}
