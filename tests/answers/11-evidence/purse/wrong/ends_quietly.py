# /// answer
# title = "Ends without a word when the purse is empty"
# loses = { purse-cap = ["It raised no error, and ended after 6 items"], purse-change = ["'left': 0, 'least': 0"], purse-shared = ["'left': 0, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < purse.dearest:
                return
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
