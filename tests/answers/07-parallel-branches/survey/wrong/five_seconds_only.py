# /// answer
# title = "Has a deadline that nobody named"
# loses = { survey-makespan = ["TimeoutError"] }
# ///
async def survey(address, locate, checks):
    async with asyncio.timeout(10):
        plot = await locate.ainvoke(address)
        return await asyncio.gather(*[office.ainvoke(plot) for office in checks])
