async def serve(model, question, reader, send, close):
    async for mode, part in newsroom(model).astream({}):
        await send(f"{mode} {part}")
    await close(reader)
