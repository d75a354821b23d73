# /// answer
# title = "Collects the answer and then streams it"
# mistake = 4
# loses = { tokens-live = ["2.5, 2.5 and 2.5 s", "collected first"], tokens-leave = ["let go at 4.5 s"] }
# ///
async def stream_answer(model, question, config=None):
    chunks = [chunk async for chunk in model.astream(question, config)]
    for chunk in chunks:
        if chunk.content:
            yield chunk.content
