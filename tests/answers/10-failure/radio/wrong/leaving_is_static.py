# /// answer
# title = "Names the caller's leaving among what passes, around the call alone"
# mistake = 6
# loses = { radio-stops = ["was cancelled at 0.25 s and called again at"] }
# ///
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    for number in range(1, attempts + 1):
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError, asyncio.CancelledError) as error:
            last = error
        pause = 2 ** (number - 1)
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
