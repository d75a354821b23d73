# /// answer
# title = "Looks up the sync way"
# loses = { survey-makespan = ["blocked the event loop"] }
# ///
async def survey(address, locate, checks):
    plot = locate.invoke(address) if locate.coroutine is None else await locate.ainvoke(address)
    return await asyncio.gather(*(check.ainvoke(plot) for check in checks))
