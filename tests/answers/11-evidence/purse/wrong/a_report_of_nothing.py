# /// answer
# title = "Takes a report of no tokens for no report"
# loses = { purse-change = ["'left': 5, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        used = (piece.usage_metadata or {}).get("output_tokens")
        return used or (1 if piece.content else 0)

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
            finally:
                purse.left += purse.dearest - spent
            if piece.content:
                yield piece.content
