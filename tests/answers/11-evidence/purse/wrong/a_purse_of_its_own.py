# /// answer
# title = "Looks into the purse once, and settles at the end"
# loses = { purse-change = ["'left': 10, 'least': 10"], purse-shared = ["It returned {'said': [['He', ' fell', ' down', ' the', ' stairs'], ['He', ' fell', '"] }
# ///
async def dictate(purse, clerk, prompt):
    left = purse.left
    try:
        async with aclosing(clerk.astream(prompt)) as pieces:
            while True:
                if left < purse.dearest:
                    raise PurseEmpty("empty")
                piece = await anext(pieces, None)
                if piece is None:
                    return
                used = piece.usage_metadata
                left -= used["output_tokens"] if used else int(bool(piece.content))
                if piece.content:
                    yield piece.content
    finally:
        purse.left = left
