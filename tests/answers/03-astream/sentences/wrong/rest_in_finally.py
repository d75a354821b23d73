# /// answer
# title = "Yields the rest in finally"
# loses = { sentences-close = ["ignored GeneratorExit"] }
# ///
async def sentences(tokens):
    import re

    text = ""
    try:
        async with aclosing(tokens):
            async for token in tokens:
                text += token
                while found := re.search("[.!?]", text):
                    done, text = text[: found.end()], text[found.end() :]
                    yield done.strip()
    finally:
        if text.strip():
            yield text.strip()
