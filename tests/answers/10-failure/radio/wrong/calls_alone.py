# /// answer
# title = "Knows no seconds"
# loses = { radio-budget = ["It took 259.5 s"] }
# ///
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    for number in range(1, attempts + 1):
        try:
            return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
        pause = 2 ** (number - 1)
        if number == attempts:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
