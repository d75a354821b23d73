# /// answer
# title = "Asks a tool that can only block the sync way"
# mistake = 1
# loses = { kitchen-progress = ["stove.invoke"], kitchen-updates = ["stove.invoke"], kitchen-readers = ["stove.invoke"] }
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
            cooked.append(await stove.ainvoke(dish) if stove.coroutine else stove.invoke(dish))
        return {"cooked": cooked}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {
            "plate": await garnish.ainvoke(", ".join(ticket["cooked"]))
            if garnish.coroutine
            else garnish.invoke(", ".join(ticket["cooked"]))
        }

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
