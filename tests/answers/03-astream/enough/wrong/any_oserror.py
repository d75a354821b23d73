# /// answer
# title = "Catches the whole family of OSError"
# loses = { enough-posture = ["raised no error"] }
# ///
async def enough(tokens, limit):
    async with aclosing(tokens):
        try:
            for _ in range(limit):
                yield await anext(tokens)
        except StopAsyncIteration:
            return
        except OSError as error:
            yield f"[cut off: {error}]"
