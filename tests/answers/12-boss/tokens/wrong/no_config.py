# /// answer
# title = "Keeps the config to itself"
# mistake = 7
# loses = { tokens-evidence = ["`config` did not reach it"] }
# ///
async def stream_answer(model, question, config=None):
    async with aclosing(model.astream(question)) as tokens:
        async for token in tokens:
            if token.content:
                yield token.content
