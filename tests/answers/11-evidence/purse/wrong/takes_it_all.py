# /// answer
# title = "Puts aside all that there is, and gives it back at the end"
# loses = { purse-change = ["'left': 10, 'least': 0"], purse-shared = ["'left': 0, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    mine, purse.left = purse.left, 0
    try:
        async with aclosing(clerk.astream(prompt)) as pieces:
            while True:
                if mine < purse.dearest:
                    raise PurseEmpty("empty")
                piece = await anext(pieces, None)
                if piece is None:
                    return
                used = piece.usage_metadata
                mine -= used["output_tokens"] if used else int(bool(piece.content))
                if piece.content:
                    yield piece.content
    finally:
        purse.left += mine
