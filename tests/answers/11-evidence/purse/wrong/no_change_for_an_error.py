# /// answer
# title = "Gives no change where the clerk raises an error, or the reader leaves"
# loses = { purse-change = ["'left': 11, 'least': 11"], purse-shared = ["'left': 2, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < purse.dearest:
                raise PurseEmpty(f"A piece may cost {purse.dearest}, and {purse.left} is left.")
            purse.left -= purse.dearest
            piece = await anext(pieces, None)
            if piece is None:
                purse.left += purse.dearest
                return
            purse.left += purse.dearest - cost(piece)
            if piece.content:
                yield piece.content
