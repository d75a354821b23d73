# /// answer
# title = "A semaphore around each visit, and lines instead of two trays"
# ///
def build_inspection(plan, inspectors, limit):
    slots = asyncio.Semaphore(limit)
    by_room = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        rooms: list
        lines: Annotated[list, operator.add]
        report: list

    async def draw(state: Inspection) -> dict:
        drawn = await plan.ainvoke(state["address"])
        return {"rooms": [room.strip() for room in drawn.split(",")]}

    async def visit(order: dict) -> dict:
        place, room, address = order["visit"]
        try:
            async with slots:
                finding, seen = await by_room[room].ainvoke(address), True
        except Locked as why:
            finding, seen = f"not seen ({why})", False
        return {"lines": [(place, seen, f"{room}: {finding}")]}

    def spread(state: Inspection):
        return [Send("visit", {"visit": (place, room, state["address"])}) for place, room in enumerate(state["rooms"])]

    def report(state: Inspection) -> dict:
        if not any(seen for _, seen, _ in state["lines"]):
            raise NothingSeen("no room at all")
        return {"report": [line for _, _, line in sorted(state["lines"])]}

    graph = StateGraph(Inspection)
    graph.add_node("draw", draw)
    graph.add_node("visit", visit)
    graph.add_node("write", report)
    graph.add_edge(START, "draw")
    graph.add_conditional_edges("draw", spread, ["visit"])
    graph.add_edge("visit", "write")
    return graph.compile(name="inspection")
