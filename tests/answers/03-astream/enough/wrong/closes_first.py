# /// answer
# title = "Lets the last text wait until the stream is closed"
# mistake = 4
# loses = { enough-stop = ["1 and 14 s"] }
# ///
async def enough(tokens, limit):
    try:
        for number in range(1, limit + 1):
            text = await anext(tokens)
            if number == limit:
                await tokens.aclose()
            yield text
    except StopAsyncIteration:
        return
    except ConnectionError as error:
        yield f"[cut off: {error}]"
    finally:
        await tokens.aclose()
