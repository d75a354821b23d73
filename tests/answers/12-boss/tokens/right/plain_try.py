# /// answer
# title = "A plain loop in a try, and the stream closed by hand"
# ///
async def stream_answer(model, question, config=None):
    chunks = model.astream(question, config=config)
    try:
        async for chunk in chunks:
            if chunk.content != "":
                yield chunk.content
    finally:
        await chunks.aclose()
