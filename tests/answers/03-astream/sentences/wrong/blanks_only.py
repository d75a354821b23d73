# /// answer
# title = "Strips blanks, and no other white space"
# loses = { sentences-cut = ["It goes wrong at `[0]`"] }
# ///
async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        async for text in tokens:
            for character in text:
                held += character
                if character in ".!?":
                    yield held.strip(" ")
                    held = ""
        if held.strip():
            yield held.strip(" ")
