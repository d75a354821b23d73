# /// answer
# title = "The report in the order of finishing"
# mistake = 8
# loses = { inspection-map = ["the order of finishing"], inspection-gap = ["the order of finishing"] }
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

        async def note(room):
            lines.append(await look(room))

        async with asyncio.TaskGroup() as group:
            for room in rooms:
                group.create_task(note(room))
        if len(gaps) == len(rooms):
            raise NothingSeen("every door")
        return {"report": lines}

    return StateGraph(Inspection).add_node("tour", tour).add_edge(START, "tour").compile(name="inspection")
