# /// answer
# title = "As many workers as the limit, one list of rooms"
# ///
def build_inspection(plan, inspectors, limit):
    by_room = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        report: list

    async def tour(state: Inspection) -> dict:
        rooms = (await plan.ainvoke(state["address"])).split(", ")
        seen, gaps, todo = {}, {}, iter(rooms)

        async def worker():
            for room in todo:
                try:
                    seen[room] = await by_room[room].ainvoke(state["address"])
                except Locked as door:
                    gaps[room] = f"not seen ({door})"

        async with asyncio.TaskGroup() as group:
            for _ in range(limit):
                group.create_task(worker())
        if not seen:
            raise NothingSeen(", ".join(gaps))
        found = {**seen, **gaps}
        return {"report": [f"{room}: {found[room]}" for room in rooms]}

    return StateGraph(Inspection).add_node("tour", tour).add_edge(START, "tour").compile(name="inspection")
