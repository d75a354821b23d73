# /// answer
# title = "A helper gets the next piece, paid for, or None"
# ///
async def dictate(purse, clerk, prompt):
    async def bought(pieces):
        if not purse.left >= purse.dearest:
            raise PurseEmpty(f"{purse.left} left")
        purse.left -= purse.dearest
        try:
            piece = await anext(pieces, None)
        except BaseException:
            purse.left += purse.dearest
            raise
        if piece is None:
            price = 0
        elif piece.usage_metadata is None:
            price = len(piece.content[:1])
        else:
            price = piece.usage_metadata["output_tokens"]
        purse.left += purse.dearest - price
        return piece

    async with aclosing(clerk.astream(prompt)) as pieces:
        while (piece := await bought(pieces)) is not None:
            if len(piece.content) > 0:
                yield piece.content
