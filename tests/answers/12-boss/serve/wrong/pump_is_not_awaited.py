# /// answer
# title = "Cancels the task that reads the feed, and does not wait for it"
# mistake = 6
# loses = { serve-leave = ["`close starts` (0.25 s) came before `model ends`", "Close it first"] }
# ///
async def serve(model, question: str, reader: str, send, close) -> None:
    box = asyncio.Queue()

    async def pump():
        try:
            async for mode, part in newsroom(model).astream(
                {"question": question},
                {"tags": ["desk"], "metadata": {"reader": reader}},
                stream_mode=["messages", "updates", "custom"],
            ):
                if mode == "custom":
                    box.put_nowait(f"progress {part}")
                elif mode == "updates":
                    for node in part:
                        box.put_nowait(f"update {node}")
                elif part[1]["langgraph_node"] == "write" and part[0].content:
                    box.put_nowait(f"token {part[0].content}")
        finally:
            box.put_nowait(None)

    job = asyncio.create_task(pump())
    try:
        while (line := await box.get()) is not None:
            await send(line)
        await job
    finally:
        job.cancel()
        await close(reader)
