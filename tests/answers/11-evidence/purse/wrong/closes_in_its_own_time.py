# /// answer
# title = "Has the clerk closed by a task of its own, and does not wait for it"
# mistake = 6
# loses = { purse-cap = ["`clerk` was still open when everything else had ended (begun at 0 s)"], purse-change = ["nobody waited for that"] }
# ///
async def dictate(purse, clerk, prompt):
    pieces = clerk.astream(prompt)
    try:
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
            finally:
                purse.left += purse.dearest - spent
            if piece.content:
                yield piece.content
    finally:
        asyncio.get_running_loop().create_task(pieces.aclose())
