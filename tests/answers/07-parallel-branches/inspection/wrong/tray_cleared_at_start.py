# /// answer
# title = "Keeps the findings beside the state, and clears them first"
# mistake = 8
# loses = { inspection-map = ["through the same graph"] }
# ///
def build_inspection(plan, inspectors: list, limit: int):
    """A compiled graph named "inspection": the plan, then a branch a room, then the report."""
    by_room = {one.name: one for one in inspectors}
    found, gaps = {}, {}

    class State(TypedDict):
        address: str
        rooms: list[str]
        report: list[str]

    async def read_plan(state: dict) -> dict:
        found.clear()
        gaps.clear()
        return {"rooms": (await plan.ainvoke(state["address"])).split(", ")}

    async def look(order: dict) -> dict:
        room = order["room"]
        try:
            found[room] = await by_room[room].ainvoke(order["address"])
        except Locked as error:
            gaps[room] = f"not seen ({error})"
        return {}

    def close(state: dict) -> dict:
        if not found:
            raise NothingSeen("not one room")
        told = gaps | found
        return {"report": [f"{room}: {told[room]}" for room in state["rooms"]]}

    def fan_out(state: dict):
        return [Send("look", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    graph = StateGraph(State).add_node("plan", read_plan).add_node("look", look).add_node("close", close)
    graph.add_edge(START, "plan").add_conditional_edges("plan", fan_out, ["look"]).add_edge("look", "close")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
