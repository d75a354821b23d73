# /// answer
# title = "Waits for somebody else's change"
# loses = { purse-cap = ["`clerk` let go at 15 s: it was closed"], purse-shared = ["It took 13 s"] }
# ///
async def dictate(purse, clerk, prompt):
    def cost(piece):
        if piece.usage_metadata:
            return piece.usage_metadata["output_tokens"]
        return 1 if piece.content else 0

    async with aclosing(clerk.astream(prompt)) as pieces:
        while True:
            for _ in range(100):
                if purse.left >= purse.dearest:
                    break
                await asyncio.sleep(0.1)
            else:
                raise PurseEmpty(f"A piece may cost {purse.dearest}, and {purse.left} is left.")
            purse.left -= purse.dearest
            spent = 0
            try:
                piece = await anext(pieces)
                spent = cost(piece)
            except StopAsyncIteration:
                return
            finally:
                purse.left += purse.dearest - spent
            if piece.content:
                yield piece.content
