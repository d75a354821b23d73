# /// answer
# title = "The pauses are reckoned first, and None is the end of them"
# ///
async def radio(mast, message, attempts, seconds):
    from itertools import count

    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    pauses = [2**n for n in range(attempts - 1)] + [None]
    for calls, pause in zip(count(1), pauses):
        try:
            async with asyncio.timeout_at(end):
                return await mast.ainvoke(message)
        except ConnectionError as static:
            last = static
        except TimeoutError as late:
            last = late
        if pause is None or end - loop.time() <= pause:
            break
        await asyncio.sleep(pause)
    raise Silence(f"no answer to {message!r}, calls: {calls}, last: {last!r}") from last
