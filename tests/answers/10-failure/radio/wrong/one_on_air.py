# /// answer
# title = "Lets one call at a time reach a mast"
# loses = { radio-pauses = ["`mast` was called at 0, 0.5, 1.5, 2, 4 and 4.5 s", "Two calls of `radio` are at work here"] }
# ///
LOCKS = {}


async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    for number in range(1, attempts + 1):
        try:
            async with asyncio.timeout_at(over), LOCKS.setdefault((id(loop), mast.name), asyncio.Lock()):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        pause = 2 ** (number - 1)
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
