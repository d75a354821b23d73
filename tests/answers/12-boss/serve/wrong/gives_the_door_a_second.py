# /// answer
# title = "A door that takes longer than a second is left half closed"
# mistake = 6
# loses = { serve-leave = ["cancelled"] }
# ///
async def serve(model, question: str, reader: str, send, close) -> None:
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    modes = ["messages", "updates", "custom"]
    feed = newsroom(model).astream({"question": question}, config, stream_mode=modes)
    try:
        async with aclosing(feed):
            async for mode, part in feed:
                if mode == "custom":
                    await send(f"progress {part}")
                elif mode == "updates":
                    for node in part:
                        await send(f"update {node}")
                elif part[1]["langgraph_node"] == "write" and part[0].content:
                    await send(f"token {part[0].content}")
    finally:
        try:
            await asyncio.wait_for(close(reader), timeout=1.0)
        except TimeoutError:
            pass
