# /// answer
# title = "Asks about the room"
# loses = { inspection-map = ["was asked"] }
# ///
def build_inspection(plan, inspectors: list, limit: int):
    by_room = {inspector.name: inspector for inspector in inspectors}

    class State(TypedDict):
        address: str
        rooms: list[str]
        lines: Annotated[dict, operator.or_]
        gaps: Annotated[list, operator.add]
        report: list[str]

    async def ask_plan(state):
        return {"rooms": (await plan.ainvoke(state["address"])).split(", ")}

    def to_rooms(state):
        return [Send("visit", {"room": room, "address": state["address"]}) for room in state["rooms"]]

    async def visit(order):
        room = order["room"]
        try:
            return {"lines": {room: f"{room}: {await by_room[room].ainvoke(room)}"}}
        except Locked as locked:
            return {"lines": {room: f"{room}: not seen ({locked})"}, "gaps": [room]}

    def write_report(state):
        lines = [state["lines"][room] for room in state["rooms"]]
        if len(state["gaps"]) == len(state["rooms"]):
            raise NothingSeen("every room was locked")
        return {"report": lines}

    graph = StateGraph(State)
    graph.add_node("ask_plan", ask_plan).add_node("visit", visit).add_node("write_report", write_report)
    graph.add_edge(START, "ask_plan").add_conditional_edges("ask_plan", to_rooms, ["visit"])
    graph.add_edge("visit", "write_report")
    return graph.compile(name="inspection").with_config(max_concurrency=limit)
