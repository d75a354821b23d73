# /// answer
# title = "Counts pieces, whatever they report"
# loses = { purse-change = ["'left': 16, 'least': 12"], purse-cap = ["The reader got 4 items: ['He', ' fell', ' downstairs', ' twice']"], purse-shared = ["'left': 7, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
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
            if piece.content:
                yield piece.content
