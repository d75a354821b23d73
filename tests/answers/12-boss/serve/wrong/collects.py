# /// answer
# title = "Collects the feed and then sends it"
# mistake = 4
# loses = { serve-feed = ["began at 4.5, 4.5", "collected first"], serve-leave = ["It was still read at 4.5 s"] }
# ///
def lines_of(mode, part):
    if mode == "custom":
        return [f"progress {part}"]
    if mode == "updates":
        return [f"update {node}" for node in part]
    chunk, about = part
    return [f"token {chunk.content}"] if about["langgraph_node"] == "write" and chunk.content else []


async def serve(model, question, reader, send, close):
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    feed = newsroom(model).astream({"question": question}, config, stream_mode=["messages", "updates", "custom"])
    try:
        async with aclosing(feed):
            parts = [part async for part in feed]
        for mode, part in parts:
            for line in lines_of(mode, part):
                await send(line)
    finally:
        await close(reader)
