# /// answer
# title = "Takes a caller's leaving for static from the second call on"
# mistake = 6
# loses = { radio-stops = ["was cancelled at 1.75 s and called again at 3.75 s"] }
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
        except asyncio.CancelledError as error:
            if number == 1:
                raise
            last = error
        pause = 2 ** (number - 1)
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
