# /// answer
# title = "Fetches one more before it notices"
# loses = { enough-stop = ["4 items", "Count before you ask"], enough-close = ["let go at 4.5 s"] }
# ///
async def enough(tokens, limit):
    count = 0
    async with aclosing(tokens):
        try:
            async for text in tokens:
                if count == limit:
                    break
                yield text
                count += 1
        except ConnectionError as error:
            yield f"[cut off: {error}]"
