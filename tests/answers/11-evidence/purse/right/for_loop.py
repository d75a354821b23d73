# /// answer
# title = "Reads in a loop, and puts aside at its end for the next round"
# ///
async def dictate(purse, clerk, prompt):
    def put_aside():
        if purse.left < purse.dearest:
            raise PurseEmpty("no more")
        purse.left -= purse.dearest
        return purse.dearest

    aside = 0
    try:
        async with aclosing(clerk.astream(prompt)) as pieces:
            aside = put_aside()
            async for piece in pieces:
                usage = piece.usage_metadata or {"output_tokens": 1 if piece.content != "" else 0}
                purse.left += aside - usage["output_tokens"]
                aside = 0
                if piece.content != "":
                    yield piece.content
                aside = put_aside()
            purse.left, aside = purse.left + aside, 0
    except BaseException:
        purse.left, aside = purse.left + aside, 0
        raise
