# /// answer
# title = "A lock around the whole dictation"
# loses = { purse-shared = ["'left': 0, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    if not hasattr(purse, "lock"):
        purse.lock = asyncio.Lock()
    async with purse.lock, aclosing(clerk.astream(prompt)) as pieces:
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
            finally:
                purse.left += purse.dearest - spent
            if piece.content:
                yield piece.content
