# /// answer
# title = "Gives change for an error, and none to a reader who leaves"
# loses = { purse-change = ["'left': 11, 'least': 11"], purse-shared = ["'left': 1, 'least': 0"] }
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
            try:
                piece = await anext(pieces)
            except Exception as error:
                purse.left += purse.dearest
                if isinstance(error, StopAsyncIteration):
                    return
                raise
            purse.left += purse.dearest - cost(piece)
            if piece.content:
                yield piece.content
