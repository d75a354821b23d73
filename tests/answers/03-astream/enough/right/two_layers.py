# /// answer
# title = "One generator names the cut, another one counts"
# ///
async def named(tokens):
    async with aclosing(tokens):
        try:
            async for text in tokens:
                yield text, False
        except ConnectionError as error:
            yield f"[cut off: {error}]", True


async def enough(tokens, limit):
    async with aclosing(tokens), aclosing(named(tokens)) as pieces:
        while limit > 0 and (piece := await anext(pieces, None)):
            text, cut = piece
            yield text
            limit = 0 if cut else limit - 1
