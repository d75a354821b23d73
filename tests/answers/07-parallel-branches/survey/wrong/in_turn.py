# /// answer
# title = "Independent awaits one after another"
# mistake = 3
# loses = { survey-makespan = ["1 + 3 + 2 + 1 = 7 s"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    return [await office.ainvoke(plot) for office in checks]
