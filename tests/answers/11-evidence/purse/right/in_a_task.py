# /// answer
# title = "Asks for each piece in a task, and cancels it if it is left"
# ///
async def dictate(purse, clerk, prompt):
    over = object()

    async def ask(pieces):
        spent = 0
        try:
            piece = await anext(pieces, over)
            if piece is not over:
                spent = piece.usage_metadata["output_tokens"] if piece.usage_metadata else bool(piece.content) * 1
            return piece
        finally:
            purse.left += purse.dearest - spent

    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            if purse.left - purse.dearest < 0:
                raise PurseEmpty("empty")
            purse.left -= purse.dearest
            piece = await asyncio.create_task(ask(pieces))
            if piece is over:
                break
            if piece.content:
                yield piece.content
