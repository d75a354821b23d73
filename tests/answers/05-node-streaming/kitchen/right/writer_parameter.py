# /// answer
# title = "The writer comes as a parameter"
# ///
def build_kitchen(stove, garnish):
    from langgraph.types import StreamWriter

    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    async def cook(ticket: Ticket, writer: StreamWriter):
        cooked = []
        for at in range(len(ticket["order"])):
            dish = ticket["order"][at]
            writer({"dish": dish, "number": at + 1, "of": len(ticket["order"])})
            cooked = [*cooked, await stove.ainvoke(dish)]
        return {"cooked": cooked}

    async def dress(ticket: Ticket, writer: StreamWriter):
        writer("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_sequence([cook, dress])
    return graph.add_edge(START, "cook").compile(name="kitchen")
