# /// answer
# title = "Ends without a word when the line breaks"
# loses = { enough-posture = ["some of it is missing"] }
# ///
async def enough(tokens, limit):
    async with aclosing(tokens):
        try:
            for _ in range(limit):
                yield await anext(tokens)
        except (StopAsyncIteration, ConnectionError):
            return
