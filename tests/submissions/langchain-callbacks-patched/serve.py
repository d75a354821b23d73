async def serve(model, question, reader, send, close):
    await newsroom(model).ainvoke({"question": question})
