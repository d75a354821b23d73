# /// answer
# title = "Counts the gaps of all houses"
# mistake = 8
# loses = { inspection-gap = ["NothingSeen"] }
# ///
def build_inspection(plan, inspectors, limit):
    at_work, gaps = {inspector.name: inspector for inspector in inspectors}, []

    class Inspection(TypedDict):
        address: str
        rooms: list
        lines: Annotated[list, operator.add]
        report: list

    async def draw(state: Inspection) -> dict:
        return {"rooms": (await plan.ainvoke(state["address"])).split(", ")}

    async def visit(order: dict) -> dict:
        room = order["room"]
        try:
            return {"lines": [f"{room}: {await at_work[room].ainvoke(order['address'])}"]}
        except Locked as door:
            gaps.append(room)
            return {"lines": [f"{room}: not seen ({door})"]}

    def spread(state: Inspection):
        return [Send("visit", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    def write(state: Inspection) -> dict:
        if len(gaps) >= len(state["rooms"]):
            raise NothingSeen("all of them locked")
        return {"report": state["lines"]}

    graph = StateGraph(Inspection).add_node("draw", draw).add_node("visit", visit).add_node("write", write)
    graph.add_edge(START, "draw").add_conditional_edges("draw", spread, ["visit"]).add_edge("visit", "write")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
