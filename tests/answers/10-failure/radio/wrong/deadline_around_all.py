# /// answer
# title = "One deadline around everything"
# loses = { radio-budget = ["It took 3.5 s"] }
# ///
async def radio(mast, message, attempts, seconds):
    last = TimeoutError()
    number = 0
    try:
        async with asyncio.timeout(seconds):
            for number in range(1, attempts + 1):
                try:
                    return await mast.ainvoke(message)
                except (ConnectionError, TimeoutError) as error:
                    last = error
                if number < attempts:
                    await asyncio.sleep(2 ** (number - 1))
    except TimeoutError as error:
        last = error
    raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
