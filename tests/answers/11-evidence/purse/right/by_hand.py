# /// answer
# title = "Closes by hand, in a finally; puts back whatever a flag says"
# ///
async def dictate(purse, clerk, prompt):
    pieces, aside = clerk.astream(prompt), 0
    try:
        while purse.left >= purse.dearest:
            aside = purse.dearest
            purse.left -= aside
            piece = await anext(pieces, None)
            if piece is None:
                return
            report = piece.usage_metadata
            cost = report["output_tokens"] if report else int(bool(piece.content))
            purse.left += aside - cost
            aside = 0
            if piece.content:
                yield piece.content
        raise PurseEmpty()
    finally:
        purse.left += aside
        await pieces.aclose()
