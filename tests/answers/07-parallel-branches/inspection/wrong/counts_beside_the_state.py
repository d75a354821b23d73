# /// answer
# title = "Counts beside the state what was seen"
# mistake = 8
# loses = { inspection-gap = ["then there is no report, whatever was seen in the others"] }
# ///
def build_inspection(plan, inspectors, limit):
    at_work, seen = {inspector.name: inspector for inspector in inspectors}, set()

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
            found = await at_work[room].ainvoke(order["address"])
        except Locked as door:
            return {"lines": [f"{room}: not seen ({door})"]}
        seen.add(room)
        return {"lines": [f"{room}: {found}"]}

    def spread(state: Inspection):
        return [Send("visit", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    def write(state: Inspection) -> dict:
        if not seen:
            raise NothingSeen("all of them locked")
        return {"report": state["lines"]}

    graph = StateGraph(Inspection).add_node("draw", draw).add_node("visit", visit).add_node("write", write)
    graph.add_edge(START, "draw").add_conditional_edges("draw", spread, ["visit"]).add_edge("visit", "write")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
