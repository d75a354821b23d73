# /// answer
# title = "Closes in a task that nobody awaits"
# mistake = 6
# loses = { sentences-close = ["still"] }
# ///
async def sentences(tokens):
    held = ""
    try:
        async for text in tokens:
            for character in text:
                held += character
                if character in ".!?":
                    yield held.strip()
                    held = ""
        if held.strip():
            yield held.strip()
    finally:
        asyncio.ensure_future(tokens.aclose())
