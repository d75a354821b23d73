# /// answer
# title = "Shields the look-up from whoever hangs up"
# mistake = 6
# loses = { survey-leave = ["`locate` was still open"] }
# ///
async def survey(address, locate, checks):
    plot = await asyncio.shield(locate.ainvoke(address))
    return await asyncio.gather(*[office.ainvoke(plot) for office in checks])
