# /// answer
# title = "As they finish, and sorted by place at the end"
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)

    async def numbered(place, office):
        return place, await office.ainvoke(plot)

    found = {}
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(numbered(place, office)) for place, office in enumerate(checks)]
        for done in asyncio.as_completed(tasks):
            place, finding = await done
            found[place] = finding
    return [found[place] for place in sorted(found)]
