# /// answer
# title = "Takes the leaving for a happy end"
# mistake = 6
# loses = { serve-leave = ["raised no error", "was caught, and not raised again"] }
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
            async for mode, part in feed:
                for line in lines_of(mode, part):
                    await send(line)
    except asyncio.CancelledError:
        pass
    finally:
        await close(reader)
