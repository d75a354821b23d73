# /// answer
# title = "In lots of the limit, each of which waits for its slowest"
# mistake = 5
# loses = { inspection-map = ["It took 8 s", "a free slot waits for nobody"] }
# ///
def build_inspection(plan, inspectors, limit):
    by_room = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        report: list

    async def tour(state: Inspection) -> dict:
        gate, gaps = asyncio.Semaphore(limit), []

        async def look(room):
            async with gate:
                try:
                    return f"{room}: {await by_room[room].ainvoke(state['address'])}"
                except Locked as door:
                    gaps.append(room)
                    return f"{room}: not seen ({door})"

        rooms = (await plan.ainvoke(state["address"])).split(", ")
        lines = []
        for first in range(0, len(rooms), limit):
            async with asyncio.TaskGroup() as group:
                lot = [group.create_task(look(room)) for room in rooms[first : first + limit]]
            lines += [one.result() for one in lot]
        if len(gaps) == len(rooms):
            raise NothingSeen("every door")
        return {"report": lines}

    return StateGraph(Inspection).add_node("tour", tour).add_edge(START, "tour").compile(name="inspection")
