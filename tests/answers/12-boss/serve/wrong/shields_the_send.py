# /// answer
# title = "A line under way goes on without its reader"
# mistake = 6
# loses = { serve-leave = ["was still alive"] }
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
                elif part[1]["langgraph_node"] == "write" and part[0].content:
                    await asyncio.shield(send(f"token {part[0].content}"))
    finally:
        await close(reader)
