# /// answer
# title = "A plain loop over astream"
# ///
async def stream_answer(model, question, config=None):
    async for chunk in model.astream(question, config=config):
        if chunk.content != "":
            yield chunk.content
