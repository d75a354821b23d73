# /// answer
# title = "Puts the class into the brackets"
# loses = { inspection-gap = ["the error's message as it is, and nothing else"] }
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
            return {"gaps": {room: f"not seen ({type(door).__name__}: {door})"}}

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
