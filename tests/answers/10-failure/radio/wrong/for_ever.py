# /// answer
# title = "Tries again until it works"
# loses = { radio-budget = ["It took 9 s"], radio-pauses = ["`valley` was called 5 times, at"] }
# ///
async def radio(mast, message, attempts, seconds):
    pause = 1
    while True:
        try:
            return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError):
            await asyncio.sleep(pause)
            pause *= 2
