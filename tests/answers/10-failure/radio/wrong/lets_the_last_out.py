# /// answer
# title = "Lets the last error out as it is"
# loses = { radio-budget = ["It raised `ConnectionError`"] }
# ///
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    for number in range(1, attempts + 1):
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        pause = 2 ** (number - 1)
        if number == attempts or loop.time() + pause >= over:
            raise last
        await asyncio.sleep(pause)
