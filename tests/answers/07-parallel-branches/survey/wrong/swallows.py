# /// answer
# title = "Takes a cancellation for an empty list"
# mistake = 6
# loses = { survey-leave = ["It raised no error"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    try:
        return await asyncio.gather(*[office.ainvoke(plot) for office in checks])
    except asyncio.CancelledError:
        return []
