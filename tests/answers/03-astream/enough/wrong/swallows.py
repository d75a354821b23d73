# /// answer
# title = "Catches everything, and the reader's leaving too"
# mistake = 6
# loses = { enough-close = ["RuntimeError"], enough-posture = ["raised no error"] }
# ///
async def enough(tokens, limit):
    async with aclosing(tokens):
        try:
            for _ in range(limit):
                yield await anext(tokens)
        except StopAsyncIteration:
            return
        except BaseException as error:
            yield f"[cut off: {error}]"
