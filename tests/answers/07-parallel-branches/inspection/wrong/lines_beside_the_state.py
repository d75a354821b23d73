# /// answer
# title = "Keeps the lines beside the state, by room"
# mistake = 8
# loses = { inspection-map = ["through the same graph"], inspection-gap = ["then there is no report, whatever was seen in the others"] }
# ///
def build_inspection(plan, inspectors, limit):
    at_work, drawn, seen, gaps = {inspector.name: inspector for inspector in inspectors}, [], {}, {}

    class Inspection(TypedDict):
        address: str
        rooms: list
        report: list

    async def draw(state: Inspection) -> dict:
        if not drawn:
            drawn.extend((await plan.ainvoke(state["address"])).split(", "))
        return {"rooms": drawn}

    async def visit(order: dict) -> dict:
        room = order["room"]
        try:
            seen[room] = await at_work[room].ainvoke(order["address"])
        except Locked as door:
            gaps[room] = f"not seen ({door})"
        return {}

    def spread(state: Inspection):
        return [Send("visit", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    def write(state: Inspection) -> dict:
        if not seen:
            raise NothingSeen("all of them locked")
        return {"report": [f"{room}: {(gaps | seen)[room]}" for room in state["rooms"]]}

    graph = StateGraph(Inspection).add_node("draw", draw).add_node("visit", visit).add_node("write", write)
    graph.add_edge(START, "draw").add_conditional_edges("draw", spread, ["visit"]).add_edge("visit", "write")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
