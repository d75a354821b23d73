# /// answer
# title = "Tries again until it works"
# loses = { radio-budget = ["It took 9 s"] }
# ///
async def radio(mast, message, attempts, seconds):
    pause = 1
    while True:
        try:
            return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError):
            await asyncio.sleep(pause)
            pause *= 2
