# /// answer
# title = "What is put aside is a context manager"
# ///
async def dictate(purse, clerk, prompt):
    from contextlib import contextmanager

    @contextmanager
    def put_aside():
        if purse.dearest > purse.left:
            raise PurseEmpty(purse.left)
        bill = []
        purse.left = purse.left - purse.dearest
        try:
            yield bill
        finally:
            purse.left = purse.left + purse.dearest - sum(bill)

    async with aclosing(clerk.astream(prompt)) as pieces:
        over = False
        while not over:
            text = ""
            with put_aside() as bill:
                try:
                    piece = await pieces.__anext__()
                except StopAsyncIteration:
                    over = True
                else:
                    text = piece.content
                    used = piece.usage_metadata
                    bill.append(used["output_tokens"] if used is not None else min(len(text), 1))
            if text:
                yield text
