# /// answer
# title = "Leaves out a check that has nothing to say"
# loses = { survey-order = ["some of it is missing"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    found = await asyncio.gather(*[office.ainvoke(plot) for office in checks])
    return [finding for finding in found if finding]
