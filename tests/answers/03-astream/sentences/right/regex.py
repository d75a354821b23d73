# /// answer
# title = "A regular expression on what is held"
# ///
import re


async def sentences(tokens):
    held = ""
    try:
        async for text in tokens:
            held += text
            while found := re.match(r"[^.!?]*[.!?]", held):
                yield found.group().strip()
                held = held[found.end() :]
        if held.strip():
            yield held.strip()
    finally:
        await tokens.aclose()
