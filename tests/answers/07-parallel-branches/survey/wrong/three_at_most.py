# /// answer
# title = "Asks three at a time"
# loses = { survey-makespan = ["However many they are: nobody has named a number"] }
# ///
async def survey(address, locate, checks):
    plot, gate = await locate.ainvoke(address), asyncio.Semaphore(3)

    async def ask(office):
        async with gate:
            return await office.ainvoke(plot)

    return await asyncio.gather(*map(ask, checks))
