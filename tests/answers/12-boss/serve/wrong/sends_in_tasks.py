# /// answer
# title = "Starts each send"
# loses = { serve-feed = ["ran side by side"], serve-leave = ["was still alive"] }
# ///
async def serve(model, question: str, reader: str, send, close) -> None:
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    modes = ["messages", "updates", "custom"]
    try:
        feed = newsroom(model).astream({"question": question}, config, stream_mode=modes)
        async with aclosing(feed):
            async for mode, part in feed:
                if mode == "custom":
                    await send(f"progress {part}")
                elif mode == "updates":
                    for node in part:
                        await send(f"update {node}")
                else:
                    chunk, about = part
                    if about["langgraph_node"] == "write" and chunk.content:
                        asyncio.create_task(send(f"token {chunk.content}"))
    finally:
        await close(reader)
