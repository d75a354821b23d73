# /// answer
# title = "Counts the calls of a mast, and not its own"
# loses = { radio-pauses = ["no answer to 'Mayday', calls: 3"] }
# ///
CALLS = {}


async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    CALLS[id(mast)] = 0
    while True:
        CALLS[id(mast)] += 1
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        number = CALLS[id(mast)]
        pause = 2 ** (number - 1)
        if number >= attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
