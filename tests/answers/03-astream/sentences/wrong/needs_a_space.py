# /// answer
# title = "Ends a sentence where white space follows"
# loses = { sentences-cut = ["The reader got"], sentences-live = ["came at"], sentences-close = ["It was read further than was needed"] }
# ///
import re


async def sentences(tokens):
    page = ""
    async with aclosing(tokens):
        async for text in tokens:
            page += text
            *complete, page = re.split(r"(?<=[.!?])\s+", page)
            for sentence in complete:
                yield sentence.strip()
        if page.strip():
            yield page.strip()
