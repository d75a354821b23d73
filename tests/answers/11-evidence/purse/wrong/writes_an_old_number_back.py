# /// answer
# title = "Remembers what was in the purse before the wait, and writes that back less the price"
# loses = { purse-shared = ["Add it up: at 1.5 s"] }
# ///
async def dictate(purse: Purse, clerk, prompt: str):
    """Yields the clerk's text, each piece paid for out of the purse; raises PurseEmpty before the purse is overdrawn."""

    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < purse.dearest:
                raise PurseEmpty(f"A piece may cost {purse.dearest}, and {purse.left} is left.")
            before = purse.left
            purse.left = before - purse.dearest
            spent = 0
            try:
                piece = await anext(pieces)
                spent = cost(piece)
            except StopAsyncIteration:
                return
            finally:
                purse.left = before - spent
            if piece.content:
                yield piece.content
