# /// answer
# title = "A pump with a bounded queue, cancelled and awaited at the end"
# ///
async def stream_answer(model, question, config=None):
    belt = asyncio.Queue(1)

    async def pump():
        async with aclosing(model.astream(question, config)) as chunks:
            async for chunk in chunks:
                await belt.put(chunk.content)
        await belt.put(None)

    pumping = asyncio.create_task(pump())
    try:
        while (text := await belt.get()) is not None:
            if text:
                yield text
    finally:
        pumping.cancel()
        await asyncio.gather(pumping, return_exceptions=True)
