# /// answer
# title = "Stations are objects that hand the config on"
# ///
class Station:
    def __init__(self, tool):
        self.tool = tool

    async def cook(self, ticket, config):
        write = get_stream_writer()
        waiting, cooked = list(ticket["order"]), []
        while waiting:
            dish = waiting.pop(0)
            number = len(cooked) + 1
            write({"dish": dish, "number": number, "of": len(ticket["order"])})
            cooked.append(await self.tool.ainvoke(dish, config))
        return {"cooked": cooked}

    async def dress(self, ticket, config):
        get_stream_writer()("to the pass")
        return {"plate": await self.tool.ainvoke(", ".join(ticket["cooked"]), config)}


def build_kitchen(stove, garnish):
    class Ticket(TypedDict, total=False):
        order: list
        cooked: list
        plate: str

    graph = StateGraph(Ticket)
    graph.add_node("cook", Station(stove).cook).add_node("dress", Station(garnish).dress)
    graph.add_edge(START, "cook").add_edge("cook", "dress").add_edge("dress", END)
    return graph.compile(name="kitchen")
