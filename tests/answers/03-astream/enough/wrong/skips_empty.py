# /// answer
# title = "Empty texts do not count"
# loses = { enough-stop = ["The reader got 2 items"] }
# ///
async def enough(tokens, limit: int):
    given = 0
    async with aclosing(tokens):
        if not limit:
            return
        try:
            async for text in tokens:
                if not text.strip():
                    continue
                yield text
                given += 1
                if given == limit:
                    return
        except ConnectionError as error:
            yield f"[cut off: {error}]"
