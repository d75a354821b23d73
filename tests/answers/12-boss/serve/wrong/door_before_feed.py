# /// answer
# title = "Closes the door, and only then the feed"
# mistake = 6
# loses = { serve-leave = ["Close it first"] }
# ///
async def serve(model, question, reader, send, close):
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    modes = ["messages", "updates", "custom"]
    async with aclosing(newsroom(model).astream({"question": question}, config, stream_mode=modes)) as feed:
        try:
            async for mode, part in feed:
                if mode == "custom":
                    await send(f"progress {part}")
                elif mode == "updates":
                    for node in part:
                        await send(f"update {node}")
                elif part[1]["langgraph_node"] == "write" and part[0].content:
                    await send(f"token {part[0].content}")
        finally:
            await close(reader)
