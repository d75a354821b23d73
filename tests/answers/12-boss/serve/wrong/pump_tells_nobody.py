# /// answer
# title = "Waits for ever for a task that the model's error has ended"
# mistake = 6
# loses = { serve-leave = ["Nothing can go on at 1 s"] }
# ///
async def serve(model, question: str, reader: str, send, close) -> None:
    box = asyncio.Queue()

    async def pump():
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
        box.put_nowait(None)

    job = asyncio.create_task(pump())
    try:
        while (line := await box.get()) is not None:
            await send(line)
    finally:
        job.cancel()
        await close(reader)
