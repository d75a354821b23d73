# /// answer
# title = "Catches the cancellation and ends as if all was well"
# mistake = 6
# loses = { tokens-leave = ["raised no error"] }
# ///
async def stream_answer(model, question, config=None):
    try:
        async for chunk in model.astream(question, config):
            if chunk.content:
                yield chunk.content
    except asyncio.CancelledError:
        return
