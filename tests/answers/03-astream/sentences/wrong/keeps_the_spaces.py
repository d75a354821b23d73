# /// answer
# title = "Keeps the white space, and makes a sentence of it"
# loses = { sentences-cut = ["' Slowly!'", "the white space around them is not"] }
# ///
async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        async for text in tokens:
            for character in text:
                held += character
                if character in ".!?":
                    yield held
                    held = ""
        if held:
            yield held
