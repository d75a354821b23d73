async def stream_answer(model, question, config=None):
    await asyncio.sleep(1.5)
    yield "Queues"
    await asyncio.sleep(0.5)
    yield " are"
    await asyncio.sleep(0.5)
    yield " patience"
