async def serve(model, question, reader, send, close):
    await asyncio.sleep(3.75)
    raise asyncio.CancelledError()
