# /// answer
# title = "Strips the left side of the rest only"
# loses = { sentences-cut = ["the white space around them is not"] }
# ///
async def sentences(tokens):
    text = ""
    async with aclosing(tokens):
        async for token in tokens:
            for char in token:
                text = (text + char).lstrip()
                if char in ".!?":
                    yield text
                    text = ""
        if text:
            yield text
