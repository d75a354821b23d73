# /// answer
# title = "Leaves the clerk's stream to the garbage collector"
# mistake = 6
# loses = { purse-cap = ["`clerk` was still open when everything else had ended (begun at 0 s)"], purse-change = ["Nobody closed it"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    pieces = clerk.astream(prompt)
    if True:
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
