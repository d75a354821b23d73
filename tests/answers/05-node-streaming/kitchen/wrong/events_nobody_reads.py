# /// answer
# title = "Dispatches events of its own instead of using the writer"
# loses = { kitchen-progress = ["no item"], kitchen-readers = ["some of it is missing"] }
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str

    from langchain_core.callbacks import adispatch_custom_event

    async def cook(ticket: Ticket) -> dict:
        dishes, cooked = ticket["order"], []
        for number, dish in enumerate(dishes, start=1):
            await adispatch_custom_event("progress", {"dish": dish, "number": number, "of": len(dishes)})
            cooked.append(await stove.ainvoke(dish))
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        await adispatch_custom_event("progress", "to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
