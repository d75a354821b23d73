# /// answer
# title = "Looks into the purse, asks, and pays afterwards"
# loses = { purse-shared = ["put aside first"], purse-change = ["'least'"] }
# ///
async def dictate(purse, clerk, prompt):
    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < purse.dearest:
                raise PurseEmpty("empty")
            piece = await anext(pieces, None)
            if piece is None:
                return
            purse.left -= piece.usage_metadata["output_tokens"] if piece.usage_metadata else bool(piece.content)
            if piece.content:
                yield piece.content
