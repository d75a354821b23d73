# /// answer
# title = "Reads the clerk's sync stream"
# mistake = 2
# loses = { purse-cap = ["`clerk` made 6 items"], purse-change = ["'left': 10, 'least': 10"], purse-shared = ["`clerk *` made 29 items"] }
# ///
async def dictate(purse, clerk, prompt):
    for piece in clerk.stream(prompt):
        used = piece.usage_metadata
        if purse.left < purse.dearest:
            raise PurseEmpty("empty")
        purse.left -= used["output_tokens"] if used else int(bool(piece.content))
        if piece.content:
            yield piece.content
