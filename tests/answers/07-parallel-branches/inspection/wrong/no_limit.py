# /// answer
# title = "Sends them all, with no limit"
# mistake = 5
# loses = { inspection-map = ["6 calls were in flight at once"] }
# ///
def build_inspection(plan, inspectors, limit):
    by_room = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        rooms: list
        seen: Annotated[dict, operator.or_]
        gaps: Annotated[dict, operator.or_]
        report: list

    async def draw(state: Inspection) -> dict:
        return {"rooms": (await plan.ainvoke(state["address"])).split(", ")}

    async def look(order: dict) -> dict:
        room = order["room"]
        try:
            return {"seen": {room: await by_room[room].ainvoke(order["address"])}}
        except Locked as door:
            return {"gaps": {room: f"not seen ({door})"}}

    def spread(state: Inspection):
        return [Send("look", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    async def write(state: Inspection) -> dict:
        if not state["seen"]:
            raise NothingSeen("every door")
        lines = {**state["seen"], **state["gaps"]}
        return {"report": [f"{room}: {lines[room]}" for room in state["rooms"]]}

    graph = StateGraph(Inspection)
    graph.add_node("draw", draw)
    graph.add_node("look", look)
    graph.add_node("write", write)
    graph.add_edge(START, "draw")
    graph.add_conditional_edges("draw", spread, ["look"])
    graph.add_edge("look", "write")
    return graph.compile(name="inspection")
