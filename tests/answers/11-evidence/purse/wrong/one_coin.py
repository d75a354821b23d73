# /// answer
# title = "Puts one coin aside, and not the dearest piece"
# loses = { purse-cap = ["The reader got 3 items: ['He', ' fell', ' downstairs']"], purse-change = ["'left': 10, 'least': 9"], purse-shared = ["'left': 2, 'least': 1"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < 1:
                raise PurseEmpty(f"A piece may cost {purse.dearest}, and {purse.left} is left.")
            purse.left -= 1
            spent = 0
            try:
                piece = await anext(pieces)
                spent = cost(piece)
            except StopAsyncIteration:
                return
            finally:
                purse.left += 1 - spent
            if piece.content:
                yield piece.content
