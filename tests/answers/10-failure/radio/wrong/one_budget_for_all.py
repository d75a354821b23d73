# /// answer
# title = "Keeps the number of calls in the function's default"
# loses = { radio-budget = ["`mast` was called 1 time, at"], radio-pauses = ["It raised `Silence`"], radio-stops = ["`mast` began at 0 s"] }
# ///
async def radio(mast, message, attempts, seconds, calls=[0]):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    while True:
        calls[0] += 1
        number = calls[0]
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        pause = 2 ** (number - 1)
        if number >= attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
