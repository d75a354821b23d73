# /// answer
# title = "Counts retries and not calls"
# loses = { radio-budget = ["`mast` was called 4 times, at"] }
# ///
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    for number in range(1, attempts + 2):
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        pause = 2 ** (number - 1)
        if number == attempts + 1 or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
