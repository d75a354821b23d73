# /// answer
# title = "Compares the class, and so knows no children"
# loses = { radio-budget = ["It raised `ConnectionResetError`"], radio-pauses = ["It raised `ConnectionResetError`"] }
# ///
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    for number in range(1, attempts + 1):
        try:
            async with asyncio.timeout_at(over):
                return await mast.ainvoke(message)
        except Exception as error:
            if type(error) not in (ConnectionError, TimeoutError):
                raise
            last = error
        pause = 2 ** (number - 1)
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
