# /// answer
# title = "Keeps the findings by the checks' names"
# mistake = 8
# loses = { survey-order = ["It goes wrong at `[1]`"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    found = await RunnableParallel({office.name: office for office in checks}).ainvoke(plot)
    return [found[office.name] for office in checks]
