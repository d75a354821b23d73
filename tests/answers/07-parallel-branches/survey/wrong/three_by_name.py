# /// answer
# title = "Unpacks exactly three checks"
# loses = { survey-makespan = ["too many values to unpack"], survey-order = ["unpack"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    registry, flood, noise = checks
    return await asyncio.gather(registry.ainvoke(plot), flood.ainvoke(plot), noise.ainvoke(plot))
