# /// answer
# title = "Never more than four at work, whatever the limit"
# loses = { inspection-map = ["The limit was 9, not less"] }
# ///
def build_inspection(plan, inspectors, limit):
    at_work = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        rooms: list
        lines: Annotated[dict, operator.or_]
        report: list

    async def draw(state: Inspection) -> dict:
        return {"rooms": (await plan.ainvoke(state["address"])).split(", ")}

    async def visit(order: dict) -> dict:
        room = order["room"]
        try:
            return {"lines": {room: (await at_work[room].ainvoke(order["address"]), True)}}
        except Locked as door:
            return {"lines": {room: (f"not seen ({door})", False)}}

    def spread(state: Inspection):
        return [Send("visit", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    def write(state: Inspection) -> dict:
        if not any(seen for _, seen in state["lines"].values()):
            raise NothingSeen("all of them locked")
        return {"report": [f"{room}: {state['lines'][room][0]}" for room in state["rooms"]]}

    graph = StateGraph(Inspection).add_node("draw", draw).add_node("visit", visit).add_node("write", write)
    graph.add_edge(START, "draw").add_conditional_edges("draw", spread, ["visit"]).add_edge("visit", "write")
    return graph.compile(name="inspection").with_config(max_concurrency=min(limit, 4))
