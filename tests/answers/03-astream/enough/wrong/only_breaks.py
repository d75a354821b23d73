# /// answer
# title = "Leaves the loop and thinks that closes the stream"
# mistake = 6
# loses = { enough-close = ["`source`", "They do not close what it reads"], enough-stop = ["It took"] }
# ///
async def enough(tokens, limit):
    if limit:
        count = 0
        try:
            async for text in tokens:
                yield text
                count += 1
                if count == limit:
                    break
        except ConnectionError as error:
            yield f"[cut off: {error}]"
