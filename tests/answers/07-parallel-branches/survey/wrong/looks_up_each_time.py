# /// answer
# title = "A look-up in each branch"
# loses = { survey-makespan = ["`locate` was called 3 times", "one look-up serves them all"] }
# ///
async def survey(address, locate, checks):
    async def ask(office):
        return await office.ainvoke(await locate.ainvoke(address))

    return await asyncio.gather(*[ask(office) for office in checks])
