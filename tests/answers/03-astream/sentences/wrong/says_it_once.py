# /// answer
# title = "Leaves out a sentence that it has just said"
# loses = { sentences-cut = ["What is there is right, and some of it is missing"] }
# ///
async def sentences(tokens):
    held = said = ""
    async with aclosing(tokens):
        async for text in tokens:
            for character in text:
                held += character
                if character in ".!?":
                    if held.strip() != said:
                        yield held.strip()
                    held, said = "", held.strip()
        if held.strip():
            yield held.strip()
