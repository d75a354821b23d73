# /// answer
# title = "Calls aclose and does not await it"
# mistake = 6
# loses = { enough-stop = ["`tokens.aclose()` is not awaited"], enough-close = ["`tokens.aclose()` is not awaited"] }
# ///
async def enough(tokens, limit: int):
    try:
        for _ in range(limit):
            yield await anext(tokens)
    except StopAsyncIteration:
        return
    except ConnectionError as broken:
        yield f"[cut off: {broken}]"
    finally:
        tokens.aclose()
