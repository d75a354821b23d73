# /// answer
# title = "Counts down, and returns before the loop asks again"
# ///
async def enough(tokens, limit):
    async with aclosing(tokens) as stream:
        if limit <= 0:
            return
        left = limit
        try:
            async for text in stream:
                yield text
                left -= 1
                if not left:
                    return
        except ConnectionError as error:
            yield f"[cut off: {error}]"
