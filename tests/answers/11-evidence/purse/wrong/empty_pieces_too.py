# /// answer
# title = "Yields what is empty as well"
# loses = { purse-cap = ["The reader got 4 items: ['  ', '', '\\n', 'He']"], purse-change = ["'left': 5, 'least': 2"] }
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
            spent = 0
            try:
                piece = await anext(pieces)
                spent = cost(piece)
            except StopAsyncIteration:
                return
            finally:
                purse.left += purse.dearest - spent
            if True:
                yield piece.content
