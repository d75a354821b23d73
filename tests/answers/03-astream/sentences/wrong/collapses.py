# /// answer
# title = "Normalises white space inside as well"
# loses = { sentences-cut = ["A b c."] }
# ///
async def sentences(tokens):
    text = ""
    async with aclosing(tokens):
        async for token in tokens:
            for char in token:
                text += char
                if char in ".!?":
                    yield " ".join(text.split())
                    text = ""
        if text.strip():
            yield " ".join(text.split())
