# /// answer
# title = "Adds the chunks up, anext by hand"
# ///
async def show(model, question, write, config=None):
    began = time.monotonic()
    whole = first = None
    stream = model.astream(question, config=config)
    try:
        while (chunk := await anext(stream, None)) is not None:
            whole = chunk if whole is None else whole + chunk
            if chunk.content != "":
                first = time.monotonic() - began if first is None else first
                await write(chunk.content)
    finally:
        await stream.aclose()
    return {"answer": whole.content, "first": first, "total": time.monotonic() - began}
