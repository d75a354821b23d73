async def serve(model, question, reader, send, close):
    raise KeyboardInterrupt
