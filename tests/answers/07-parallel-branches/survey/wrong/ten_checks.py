# /// answer
# title = "Sorted by number, as text: 10 comes before 2"
# mistake = 8
# loses = { survey-order = ["It returned"] }
# ///
async def survey(address, locate, checks):
    plot, found = await locate.ainvoke(address), {}

    async def ask(place, office):
        found[f"{place}"] = await office.ainvoke(plot)

    async with asyncio.TaskGroup() as group:
        for place, office in enumerate(checks):
            group.create_task(ask(place, office))
    return [found[place] for place in sorted(found)]
