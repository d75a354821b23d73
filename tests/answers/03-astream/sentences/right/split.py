# /// answer
# title = "Splits, and keeps the last part for later"
# ///
import re


async def sentences(tokens):
    async with aclosing(tokens):
        rest = ""
        async for text in tokens:
            *complete, rest = re.split(r"(?<=[.!?])", rest + text)
            for sentence in complete:
                yield sentence.strip()
        rest = rest.strip()
        if rest:
            yield rest
