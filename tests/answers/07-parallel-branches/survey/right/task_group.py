# /// answer
# title = "A task group"
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(office.ainvoke(plot)) for office in checks]
    return [one.result() for one in asked]
