# /// answer
# title = "Closes the clerk where the purse is empty, and for a reader who leaves, nobody does"
# mistake = 6
# loses = { purse-change = ["Nobody closed it"] }
# ///
async def dictate(purse, clerk, prompt):
    pieces = clerk.astream(prompt)
    while True:
        if purse.left < purse.dearest:
            await pieces.aclose()
            raise PurseEmpty(f"{purse.left} left")
        purse.left -= purse.dearest
        cost = 0
        try:
            piece = await anext(pieces, None)
            if piece is None:
                return
            usage = piece.usage_metadata
            cost = usage["output_tokens"] if usage else int(bool(piece.content))
        finally:
            purse.left += purse.dearest - cost
        if piece.content:
            yield piece.content
