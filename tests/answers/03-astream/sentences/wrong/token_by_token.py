# /// answer
# title = "Looks only at the end of each token"
# loses = { sentences-cut = ["in the middle of a token too"], sentences-live = ["came at"] }
# ///
async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        async for text in tokens:
            held += text
            if held.rstrip().endswith((".", "!", "?")):
                yield held.strip()
                held = ""
        if held.strip():
            yield held.strip()
