# /// answer
# title = "Lets the reader's error through, and keeps the model's"
# mistake = 6
# loses = { serve-leave = ["`model` failed with `ConnectionError`"] }
# ///
async def serve(model, question: str, reader: str, send, close) -> None:
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    try:
        async with aclosing(
            newsroom(model).astream(
                {"question": question}, config, stream_mode=["messages", "updates", "custom"]
            )
        ) as feed:
            async for mode, part in feed:
                if mode == "custom":
                    await send(f"progress {part}")
                elif mode == "updates":
                    for node in part:
                        await send(f"update {node}")
                else:
                    chunk, about = part
                    if about["langgraph_node"] == "write" and chunk.content:
                        await send(f"token {chunk.content}")
    except ConnectionError as error:
        if isinstance(error, BrokenPipeError):
            raise
    finally:
        await close(reader)
