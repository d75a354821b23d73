# /// answer
# title = "Pauses of 2, 4, 8"
# loses = { radio-budget = ["The number of calls is right and the waits between them are not"], radio-pauses = ["The number of calls is right and the waits between them are not"], radio-stops = ["`mast` began at 0 and 2.5 s"] }
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
        pause = 2**number
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
