# /// answer
# title = "Lets one call at a time make its pause"
# loses = { radio-pauses = ["look at what they share"] }
# ///
_air = {}
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    lock = _air.setdefault(id(loop), asyncio.Lock())
    for number in range(1, attempts + 1):
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        pause = 2 ** (number - 1)
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        async with lock:
            await asyncio.sleep(pause)
