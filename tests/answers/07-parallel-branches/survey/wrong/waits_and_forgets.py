# /// answer
# title = "asyncio.wait, which passes no cancellation on"
# mistake = 6
# loses = { survey-leave = ["still alive", "It was waited for"] }
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    tasks = [asyncio.create_task(office.ainvoke(plot)) for office in checks]
    if tasks:
        await asyncio.wait(tasks)
    return [one.result() for one in tasks]
