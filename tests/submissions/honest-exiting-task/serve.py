async def serve(model, question, reader, send, close):
    try:
        await newsroom(model).ainvoke({"question": question})
    finally:
        quit()
