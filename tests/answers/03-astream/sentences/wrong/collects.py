# /// answer
# title = "Joins all tokens and then cuts them"
# mistake = 4
# loses = { sentences-live = ["collected first", "when `model` had made its last item"], sentences-close = ["let go at"] }
# ///
import re


async def sentences(tokens):
    async with aclosing(tokens):
        text = "".join([token async for token in tokens])
    for sentence in re.findall(r"[^.!?]*[.!?]|[^.!?]+$", text):
        if sentence.strip():
            yield sentence.strip()
