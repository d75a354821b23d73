# /// answer
# title = "Makes one, uses one, makes one"
# mistake = 3
# loses = { relay-pace = ["It took 8 s", "take turns"] }
# ///
async def relay(source, sink, bound):
    async with aclosing(source):
        async for item in source:
            await sink(item)
