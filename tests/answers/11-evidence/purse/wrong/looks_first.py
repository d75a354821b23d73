# /// answer
# title = "Looks into the purse, asks, and pays afterwards"
# loses = { purse-shared = ["put aside first"], purse-change = ["'left': 10, 'least': 10"] }
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
            piece = await anext(pieces, None)
            if piece is None:
                return
            purse.left -= cost(piece)
            if piece.content:
                yield piece.content
