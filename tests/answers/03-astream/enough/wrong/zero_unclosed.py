# /// answer
# title = "A limit of 0 returns before anything is closed"
# loses = { enough-close = ["still open"] }
# ///
async def enough(tokens, limit: int):
    if limit == 0:
        return
    given = 0
    async with aclosing(tokens):
        try:
            async for text in tokens:
                yield text
                given += 1
                if given == limit:
                    return
        except ConnectionError as error:
            yield f"[cut off: {error}]"
