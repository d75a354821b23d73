# /// answer
# title = "Takes a line break for an empty token"
# loses = { serve-feed = ["token "] }
# ///
async def serve(model, question, reader, send, close):
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    feed = newsroom(model).astream({"question": question}, config, stream_mode=["messages", "updates", "custom"])
    try:
        async with aclosing(feed):
            async for mode, part in feed:
                if mode == "custom":
                    await send(f"progress {part}")
                elif mode == "updates":
                    for node in part:
                        await send(f"update {node}")
                else:
                    chunk, about = part
                    if about["langgraph_node"] == "write" and chunk.content.strip():
                        await send(f"token {chunk.content}")
    finally:
        await close(reader)
