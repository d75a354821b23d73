# /// answer
# title = "Gives the change when the reader comes back"
# loses = { purse-shared = ["'left': 7, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < purse.dearest:
                raise PurseEmpty("empty")
            purse.left -= purse.dearest
            spent = 0
            try:
                piece = await anext(pieces, None)
                if piece is None:
                    return
                used = piece.usage_metadata
                spent = used["output_tokens"] if used else int(bool(piece.content))
                if piece.content:
                    yield piece.content
            finally:
                purse.left += purse.dearest - spent
