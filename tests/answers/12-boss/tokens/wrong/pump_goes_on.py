# /// answer
# title = "A pump that nobody stops, on a queue without a bound"
# mistake = 6
# loses = { tokens-leave = ["still open", "`pump`"] }
# ///
async def stream_answer(model, question, config=None):
    belt = asyncio.Queue()

    async def pump():
        async for chunk in model.astream(question, config):
            belt.put_nowait(chunk.content)
        belt.put_nowait(None)

    pumping = asyncio.create_task(pump())
    while (text := await belt.get()) is not None:
        if text:
            yield text
    await pumping
