# /// answer
# title = "Forgets what has no full stop"
# loses = { sentences-cut = ["some of it is missing", "the rest counts at the end"] }
# ///
async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        async for text in tokens:
            for character in text:
                held += character
                if character in ".!?":
                    yield held.strip()
                    held = ""
