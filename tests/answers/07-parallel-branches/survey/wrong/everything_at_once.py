# /// answer
# title = "Asks the checks about the address, beside the look-up"
# loses = { survey-makespan = ["It took 3 s", "before the plot was known"], survey-order = ["12 Elm Street"] }
# ///
async def survey(address, locate, checks):
    plot, *findings = await asyncio.gather(locate.ainvoke(address), *[office.ainvoke(address) for office in checks])
    return findings
