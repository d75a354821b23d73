# /// answer
# title = "Hands on the rest in finally, also to a reader who is gone"
# mistake = 6
# loses = { sentences-close = ["RuntimeError"] }
# ///
async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        try:
            async for text in tokens:
                for character in text:
                    held += character
                    if character in ".!?":
                        yield held.strip()
                        held = ""
        finally:
            if held.strip():
                yield held.strip()
