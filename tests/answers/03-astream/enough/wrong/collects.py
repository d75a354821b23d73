# /// answer
# title = "Reads it all and hands on a part"
# mistake = 4
# loses = { enough-stop = ["collected first", "Nobody told it to stop"], enough-close = ["let go at"], enough-posture = ["[cut off: reset]"] }
# ///
async def enough(tokens, limit):
    async with aclosing(tokens):
        try:
            texts = [text async for text in tokens]
        except ConnectionError as error:
            texts = [f"[cut off: {error}]"]
    for text in texts[:limit]:
        yield text
