# /// answer
# title = "Takes it out before it looks, and puts it back"
# loses = { purse-change = ["It goes wrong at `['least']`"], purse-shared = ["It was overdrawn for a moment"] }
# ///
async def dictate(purse: Purse, clerk, prompt: str):
    """Yields the clerk's text, each piece paid for out of the purse; raises PurseEmpty before the purse is overdrawn."""

    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            purse.left -= purse.dearest
            if purse.left < 0:
                purse.left += purse.dearest
                raise PurseEmpty(f"A piece may cost {purse.dearest}, and {purse.left} is left.")
            spent = 0
            try:
                piece = await anext(pieces)
                spent = cost(piece)
            except StopAsyncIteration:
                return
            finally:
                purse.left += purse.dearest - spent
            if piece.content:
                yield piece.content
