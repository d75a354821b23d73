# /// answer
# title = "Sleeps once more before it gives up"
# loses = { radio-budget = ["It took 8.5 s"] }
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
        late = number == attempts or loop.time() + pause >= over
        await asyncio.sleep(pause)
        if late:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
