# /// answer
# title = "An anyio task group that writes into slots"
# ///
import anyio


async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    slots = [None] * len(checks)

    async def fill(place, office):
        slots[place] = await office.ainvoke(plot)

    async with anyio.create_task_group() as group:
        for place, office in enumerate(checks):
            group.start_soon(fill, place, office)
    return slots
