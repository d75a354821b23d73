# /// answer
# title = "Forgets what has no full stop"
# loses = { sentences-cut = ["some of it is missing", "What is left when the tokens end is a sentence too"] }
# ///
async def sentences(tokens):
    held = ""
    async with aclosing(tokens):
        async for text in tokens:
            for character in text:
                held += character
                if character in ".!?":
                    yield held.strip()
                    held = ""
