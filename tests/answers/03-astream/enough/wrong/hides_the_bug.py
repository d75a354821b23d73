# /// answer
# title = "Calls a bug a cut line"
# loses = { enough-posture = ["raised no error", "`source` failed with `KeyError`"] }
# ///
async def enough(tokens, limit):
    async with aclosing(tokens):
        try:
            for _ in range(limit):
                yield await anext(tokens)
        except StopAsyncIteration:
            return
        except Exception as error:
            yield f"[cut off: {error}]"
