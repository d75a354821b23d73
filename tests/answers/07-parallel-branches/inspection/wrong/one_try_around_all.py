# /// answer
# title = "One try around the whole fan-out"
# loses = { inspection-gap = ["one locked door closes them all"] }
# ///
def build_inspection(plan, inspectors, limit):
    by_room = {inspector.name: inspector for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        report: list

    async def tour(state: Inspection) -> dict:
        gate = asyncio.Semaphore(limit)

        async def look(room):
            async with gate:
                return f"{room}: {await by_room[room].ainvoke(state['address'])}"

        rooms = (await plan.ainvoke(state["address"])).split(", ")
        try:
            async with asyncio.TaskGroup() as group:
                looks = [group.create_task(look(room)) for room in rooms]
        except* Locked as doors:
            lines = [f"{room}: not seen ({doors.exceptions[0]})" for room in rooms]
        else:
            lines = [one.result() for one in looks]
        return {"report": lines}

    return StateGraph(Inspection).add_node("tour", tour).add_edge(START, "tour").compile(name="inspection")
