# /// answer
# title = "Gathers a list, without its star"
# loses = { survey-makespan = ["Put a star before it"], survey-order = ["Put a star before it"], survey-leave = ["Put a star before it"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    return await asyncio.gather([each.ainvoke(plot) for each in checks])
