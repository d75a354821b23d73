# /// answer
# title = "Never heard of StopAsyncIteration"
# loses = { enough-stop = ["RuntimeError"] }
# ///
async def enough(tokens, limit):
    async with aclosing(tokens):
        try:
            for _ in range(limit):
                yield await anext(tokens)
        except ConnectionError as error:
            yield f"[cut off: {error}]"
