# /// answer
# title = "Cuts one sentence from each token"
# loses = { sentences-live = ["The items came at"] }
# ///
async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        async for text in tokens:
            held += text
            end = first_end(held)
            if end:
                yield held[:end].strip()
                held = held[end:]
        while held.strip():
            end = first_end(held) or len(held)
            yield held[:end].strip()
            held = held[end:]


def first_end(text):
    return next((place for place, character in enumerate(text, start=1) if character in ".!?"), 0)
