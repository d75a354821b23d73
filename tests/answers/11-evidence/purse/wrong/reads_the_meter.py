# /// answer
# title = "Stops when the purse has been overdrawn"
# loses = { purse-cap = ["`clerk` made 6 items"], purse-change = ["'left': 10, 'least': 10"], purse-shared = ["'left': -2, 'least': -2"] }
# ///
async def dictate(purse, clerk, prompt):
    async with aclosing(clerk.astream(prompt)) as pieces:
        async for piece in pieces:
            used = piece.usage_metadata
            purse.left -= used["output_tokens"] if used else bool(piece.content)
            if purse.left < 0:
                raise PurseEmpty("overdrawn")
            if piece.content:
                yield piece.content
