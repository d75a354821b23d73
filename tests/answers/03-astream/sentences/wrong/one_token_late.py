# /// answer
# title = "Looks at the next token before it lets a sentence go"
# mistake = 4
# loses = { sentences-live = ["3 and 4.5 s", "it is due then"], sentences-close = ["let go at 4.5 s"] }
# ///
import re


async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        async for text in tokens:
            *complete, held = re.split(r"(?<=[.!?])(?=.)", held + text, flags=re.DOTALL)
            for sentence in complete:
                if sentence.strip():
                    yield sentence.strip()
    for sentence in re.split(r"(?<=[.!?])", held):
        if sentence.strip():
            yield sentence.strip()
