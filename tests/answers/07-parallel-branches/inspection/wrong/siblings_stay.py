# /// answer
# title = "gather, which leaves the siblings at work"
# mistake = 6
# loses = { inspection-stop = ["still alive"] }
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
        lines = await asyncio.gather(*[look(room) for room in rooms])
        if len(gaps) == len(rooms):
            raise NothingSeen("every door")
        return {"report": lines}

    return StateGraph(Inspection).add_node("tour", tour).add_edge(START, "tour").compile(name="inspection")
