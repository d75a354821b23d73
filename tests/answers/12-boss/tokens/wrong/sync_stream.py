# /// answer
# title = "The sync stream inside async def"
# mistake = 2
# loses = { tokens-loop = ["BaseChatModel.stream", "blocked the event loop for 2.5 s"], tokens-leave = ["let go at 4.5 s"] }
# ///
async def stream_answer(model, question, config=None):
    for chunk in model.stream(question, config):
        if chunk.content:
            yield chunk.content
