# /// answer
# title = "Listens to the model's events"
# ///
async def show(model, question, write, config=None):
    start = time.perf_counter()
    seen = []
    async with aclosing(model.astream_events(question, config, version="v2")) as events:
        async for event in events:
            if event["event"] != "on_chat_model_stream":
                continue
            text = event["data"]["chunk"].content
            if text:
                seen.append((time.perf_counter() - start, text))
                await write(text)
    return {
        "answer": "".join(text for _, text in seen),
        "first": seen[0][0] if seen else None,
        "total": time.perf_counter() - start,
    }
