# /// answer
# title = "A helper announces and asks"
# ///
async def announced(tool, query, shout):
    get_stream_writer()(shout)
    return await tool.ainvoke(query)


def build_kitchen(stove, garnish):
    async def cook(ticket):
        of = len(ticket["order"])
        shouts = [{"dish": dish, "number": number, "of": of} for number, dish in enumerate(ticket["order"], 1)]
        return {"cooked": [await announced(stove, shout["dish"], shout) for shout in shouts]}

    async def dress(ticket):
        return {"plate": await announced(garnish, ", ".join(ticket["cooked"]), "to the pass")}

    graph = StateGraph(TypedDict("Ticket", {"order": list, "cooked": list, "plate": str}))
    graph.add_node("cook", cook)
    graph.add_node("dress", dress)
    graph.set_entry_point("cook")
    graph.add_edge("cook", "dress")
    graph.set_finish_point("dress")
    return graph.compile(name="kitchen")
