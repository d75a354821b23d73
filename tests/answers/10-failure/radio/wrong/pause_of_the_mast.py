# /// answer
# title = "Keeps the length of the next pause by the mast"
# loses = { radio-pauses = ["`mast` was called at 0, 0, 1.5, 2.5, 6 and 11 s", "Two calls of `radio` are at work here"] }
# ///
PAUSES = {}


async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    PAUSES[id(mast)] = 1
    for number in range(1, attempts + 1):
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        pause = PAUSES[id(mast)]
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        PAUSES[id(mast)] = 2 * pause
        await asyncio.sleep(pause)
