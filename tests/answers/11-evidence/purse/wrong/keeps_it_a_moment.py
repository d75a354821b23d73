# /// answer
# title = "Gives a reader who has left a quarter of a second to come back"
# mistake = 6
# loses = { purse-change = ["It took 2.75 s"] }
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
            purse.left -= purse.dearest
            spent = 0
            try:
                piece = await anext(pieces)
                spent = cost(piece)
            except StopAsyncIteration:
                return
            except asyncio.CancelledError:
                await asyncio.shield(asyncio.sleep(0.25))
                raise
            finally:
                purse.left += purse.dearest - spent
            if piece.content:
                yield piece.content
