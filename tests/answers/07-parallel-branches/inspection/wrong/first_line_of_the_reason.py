# /// answer
# title = "Puts the message's first line in the brackets"
# loses = { inspection-gap = ["two lines"] }
# ///
def build_inspection(plan, inspectors: list, limit: int):
    """A compiled graph named "inspection": the plan, then a branch a room, then the report."""

    at_work = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        rooms: list[str]
        seen: Annotated[dict, operator.or_]
        gaps: Annotated[dict, operator.or_]
        report: list[str]

    async def ask_plan(state: Inspection) -> dict:
        return {"rooms": (await plan.ainvoke(state["address"])).split(", ")}

    async def look(order: dict) -> dict:
        room = order["room"]
        try:
            return {"seen": {room: await at_work[room].ainvoke(order["address"])}}
        except Locked as door:
            words = str(door).split("\n")[0]
            return {"gaps": {room: f"not seen ({words})"}}

    def each_room(state: Inspection) -> list:
        return [Send("look", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    async def conclude(state: Inspection) -> dict:
        if not state["seen"]:
            raise NothingSeen(f"{len(state['gaps'])} rooms, all of them locked")
        lines = state["seen"] | state["gaps"]
        return {"report": [f"{room}: {lines[room]}" for room in state["rooms"]]}

    graph = StateGraph(Inspection).add_node("plan", ask_plan).add_node("look", look).add_node("conclude", conclude)
    graph.add_edge(START, "plan").add_conditional_edges("plan", each_room, ["look"]).add_edge("look", "conclude")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
