# /// answer
# title = "A plain loop over astream, which closes nothing"
# mistake = 6
# loses = { tokens-leave = ["Nobody closed it", "Who closes the model's stream here"] }
# ///
async def stream_answer(model, question, config=None):
    async for chunk in model.astream(question, config=config):
        if chunk.content != "":
            yield chunk.content
