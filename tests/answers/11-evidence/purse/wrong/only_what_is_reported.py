# /// answer
# title = "Counts what is reported, and nothing where nothing is"
# loses = { purse-cap = ["The reader got 6 items: ['He', ' fell', ' down', ' the', ' back', ' stairs']"], purse-change = ["'left': 9, 'least': 6"], purse-shared = ["'left': 5, 'least': 3"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 0

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
