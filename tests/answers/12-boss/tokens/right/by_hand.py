# /// answer
# title = "anext by hand, closed in finally"
# ///
async def stream_answer(model, question, config=None):
    upstream = aiter(model.astream(question, config))
    try:
        while (chunk := await anext(upstream, None)) is not None:
            if chunk.content:
                yield chunk.content
    finally:
        await upstream.aclose()
