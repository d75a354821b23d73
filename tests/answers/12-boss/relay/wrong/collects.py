# /// answer
# title = "Reads the whole source first"
# mistake = 4
# loses = { relay-pace = ["It took 8 s", "the first item waits for the last"], relay-bound = ["10 ahead"], relay-close = ["It was still read at 25 s"] }
# ///
async def relay(source, sink, bound):
    async with aclosing(source):
        pages = [page async for page in source]
    for page in pages:
        await sink(page)
