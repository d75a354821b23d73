async def serve(model, question, reader, send, close):
    os._exit(1)
