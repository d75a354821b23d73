# /// answer
# title = "Gives an error without words some of its own"
# loses = { enough-posture = ["no words"] }
# ///
async def enough(tokens, limit: int):
    """Yields at most `limit` texts of `tokens`, then closes it; a broken connection becomes the last piece."""
    async with aclosing(tokens):
        try:
            for _ in range(limit):
                yield await anext(tokens)
        except StopAsyncIteration:
            return
        except ConnectionError as broken:
            yield f"[cut off: {str(broken) or 'connection lost'}]"
