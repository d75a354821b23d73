# /// answer
# title = "Calls a sync check in the loop"
# mistake = 1
# loses = { survey-makespan = ["BaseTool.invoke", "office.invoke(plot)"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)

    async def ask(office):
        if office.coroutine is None:
            return office.invoke(plot)
        return await office.ainvoke(plot)

    return await asyncio.gather(*[ask(office) for office in checks])
