# /// answer
# title = "Closes in the background"
# mistake = 6
# loses = { enough-close = ["still"], enough-stop = ["It took"] }
# ///
async def enough(tokens, limit):
    try:
        for _ in range(limit):
            yield await anext(tokens)
    except StopAsyncIteration:
        return
    except ConnectionError as error:
        yield f"[cut off: {error}]"
    finally:
        asyncio.create_task(tokens.aclose())
