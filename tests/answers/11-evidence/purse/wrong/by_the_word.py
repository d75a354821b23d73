# /// answer
# title = "Counts words"
# loses = { purse-cap = ["It raised no error, and ended after 3 items."], purse-change = ["'left': 7, 'least': 4"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return len(piece.content.split())

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
