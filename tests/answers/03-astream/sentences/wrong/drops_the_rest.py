# /// answer
# title = "Forgets what has no full stop"
# loses = { sentences-cut = ["some of it is missing", "at the very end"] }
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
