# /// answer
# title = "The model's events, filtered"
# ///
async def stream_answer(model, question, config=None):
    async with aclosing(model.astream_events(question, config, version="v2")) as events:
        async for event in events:
            if event["event"] == "on_chat_model_stream" and event["data"]["chunk"].content:
                yield event["data"]["chunk"].content
