# /// answer
# title = "Each call knows what is left, and hands on less"
# ///
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds

    async def try_number(number):
        try:
            async with asyncio.timeout(end - loop.time()):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            pause = 2 ** (number - 1)
            if number >= attempts or loop.time() + pause >= end:
                raise Silence(f"no answer to {message!r}, calls: {number}, last: {error!r}") from error
        await asyncio.sleep(pause)
        return await try_number(number + 1)

    return await try_number(1)
