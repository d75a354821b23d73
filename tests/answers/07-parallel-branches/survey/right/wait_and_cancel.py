# /// answer
# title = "asyncio.wait, with its cancelling done by hand"
# ///
async def survey(address, locate, checks):
    plot = await locate.ainvoke(address)
    tasks = [asyncio.create_task(office.ainvoke(plot)) for office in checks]
    try:
        if tasks:
            await asyncio.wait(tasks)
    except asyncio.CancelledError:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    return [one.result() for one in tasks]
