# /// answer
# title = "asyncio.wait, which passes no cancellation on"
# mistake = 6
# loses = { survey-leave = ["still alive", "What had hold of it did not wait to its end"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    tasks = [asyncio.create_task(office.ainvoke(plot)) for office in checks]
    if tasks:
        await asyncio.wait(tasks)
    return [one.result() for one in tasks]
