# /// answer
# title = "Collects what it may, and yields it in the end"
# mistake = 4
# loses = { purse-cap = ["The items came at 5, 5, 5, 5 and 5 s"], purse-change = ["'left': 15, 'least': 11"], purse-shared = ["'left': 7, 'least': 0"] }
# ///
async def dictate(purse, clerk, prompt):
    said, failed = [], None
    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left < purse.dearest:
                failed = PurseEmpty("empty")
                break
            purse.left -= purse.dearest
            spent = 0
            try:
                piece = await anext(pieces, None)
                if piece is None:
                    break
                used = piece.usage_metadata
                spent = used["output_tokens"] if used else int(bool(piece.content))
            finally:
                purse.left += purse.dearest - spent
            said.append(piece.content)
    for text in said:
        if text:
            yield text
    if failed:
        raise failed
