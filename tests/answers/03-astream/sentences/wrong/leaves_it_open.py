# /// answer
# title = "Closes nothing"
# mistake = 6
# loses = { sentences-close = ["`source`", "Who closes what you read from"] }
# ///
async def sentences(tokens):
    held = ""
    async for text in tokens:
        for character in text:
            held += character
            if character in ".!?":
                yield held.strip()
                held = ""
    if held.strip():
        yield held.strip()
