async def relay(source, sink, bound):
    number = 0
    async for item in source:
        number += 1
        if number == 1:
            await sink(item)
        else:
            with quick():
                await sink(item)
