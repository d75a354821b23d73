# /// answer
# title = "Has the next one fetched while its reader reads"
# loses = { enough-stop = ["It was read further than was needed"] }
# ///
async def enough(tokens, limit):
    async with aclosing(tokens):
        if limit < 1:
            return
        coming = asyncio.ensure_future(anext(tokens, None))
        try:
            for _ in range(limit):
                text = await coming
                if text is None:
                    return
                coming = asyncio.ensure_future(anext(tokens, None))
                yield text
        except ConnectionError as broken:
            yield f"[cut off: {broken}]"
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
