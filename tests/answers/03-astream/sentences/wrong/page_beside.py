# /// answer
# title = "Keeps the page beside the function, for the next reader"
# loses = { sentences-cut = ["The reader got"] }
# ///
page = ""


async def sentences(tokens):
    global page
    async with aclosing(tokens):
        async for text in tokens:
            for character in text:
                page += character
                if character in ".!?":
                    sentence, page = page.strip(), ""
                    yield sentence
        rest, page = page.strip(), ""
        if rest:
            yield rest
