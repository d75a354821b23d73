# /// answer
# title = "Writes its progress on the ticket"
# loses = { kitchen-progress = ["to the pass"], kitchen-updates = ["has the key 'progress'"], kitchen-readers = ["has the key 'progress'"] }
# ///
def build_kitchen(stove, garnish):
    class Ticket(TypedDict):
        order: list[str]
        cooked: list[str]
        plate: str
        progress: list[dict]

    async def cook(ticket: Ticket) -> dict:
        dishes, cooked, progress = ticket["order"], [], []
        for number, dish in enumerate(dishes, start=1):
            progress.append({"dish": dish, "number": number, "of": len(dishes)})
            cooked.append(await stove.ainvoke(dish))
        return {"cooked": cooked, "progress": progress}

    async def dress(ticket: Ticket) -> dict:
        get_stream_writer()("to the pass")
        return {"plate": await garnish.ainvoke(", ".join(ticket["cooked"]))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_node("dress", dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
