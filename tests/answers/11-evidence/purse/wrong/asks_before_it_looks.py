# /// answer
# title = "Asks for the next piece before the reader has asked, and keeps it in hand"
# loses = { purse-cap = ["The reader got 4 items: ['He', ' fell', ' down', ' the']"], purse-change = ["'left': 10, 'least': 6"], purse-shared = ["'left': 0, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    held = []
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
                held.append(piece.content)
            if len(held) > 1:
                yield held.pop(0)
