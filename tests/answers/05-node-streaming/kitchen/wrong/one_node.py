# /// answer
# title = "Does everything in one node"
# loses = { kitchen-progress = ["The reader got 3 items"], kitchen-updates = ["1 item"], kitchen-readers = ["4 items"] }
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
            cooked.append(await stove.ainvoke(dish))
        shout("to the pass")
        return {"cooked": cooked, "plate": await garnish.ainvoke(", ".join(cooked))}

    graph = StateGraph(Ticket).add_node("cook", cook).add_edge(START, "cook")
    return graph.compile(name="kitchen")
