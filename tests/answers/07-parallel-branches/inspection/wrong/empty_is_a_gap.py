# /// answer
# title = "Takes an empty text for a room that nobody saw"
# loses = { inspection-gap = ["NothingSeen"] }
# ///
def build_inspection(plan, inspectors, limit):
    at_work = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        rooms: list
        seen: Annotated[dict, operator.or_]
        gaps: Annotated[dict, operator.or_]
        report: list

    async def draw(state: Inspection) -> dict:
        return {"rooms": (await plan.ainvoke(state["address"])).split(", ")}

    async def visit(order: dict) -> dict:
        room = order["room"]
        try:
            return {"seen": {room: await at_work[room].ainvoke(order["address"])}}
        except Locked as door:
            return {"gaps": {room: f"not seen ({door})"}}

    def spread(state: Inspection):
        return [Send("visit", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    def write(state: Inspection) -> dict:
        if not any(state["seen"].values()):
            raise NothingSeen("all of them locked")
        lines = state["seen"] | state["gaps"]
        return {"report": [f"{room}: {lines[room]}" for room in state["rooms"]]}

    graph = StateGraph(Inspection).add_node("draw", draw).add_node("visit", visit).add_node("write", write)
    graph.add_edge(START, "draw").add_conditional_edges("draw", spread, ["visit"]).add_edge("visit", "write")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
