# /// answer
# title = "Looks for the names in the text of the plan"
# loses = { inspection-map = ["no room 1"] }
# ///
def build_inspection(plan, inspectors: list, limit: int):
    """A compiled graph named "inspection": the plan, then a branch a room, then the report."""
    by_room = {one.name: one for one in inspectors}

    class State(TypedDict):
        address: str
        rooms: str
        lines: Annotated[list, operator.add]
        report: list[str]

    async def read_plan(state: dict) -> dict:
        return {"rooms": await plan.ainvoke(state["address"])}

    async def look(order: dict) -> dict:
        room = order["room"]
        try:
            return {"lines": [(f"{room}: {await by_room[room].ainvoke(order['address'])}", True)]}
        except Locked as error:
            return {"lines": [(f"{room}: not seen ({error})", False)]}

    def close(state: dict) -> dict:
        if not any(seen for _, seen in state["lines"]):
            raise NothingSeen("not one room")
        return {"report": [line for line, _ in state["lines"]]}

    def fan_out(state: dict):
        rooms = sorted((room for room in by_room if room in state["rooms"]), key=state["rooms"].index)
        return [Send("look", {"room": room, "address": state["address"]}) for room in rooms]

    graph = StateGraph(State).add_node("plan", read_plan).add_node("look", look).add_node("close", close)
    graph.add_edge(START, "plan").add_conditional_edges("plan", fan_out, ["look"]).add_edge("look", "close")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
