# /// answer
# title = "A bounded queue between the graph and the reader"
# ///
def lines_of(mode, part):
    if mode == "custom":
        return [f"progress {part}"]
    if mode == "updates":
        return [f"update {node}" for node in part]
    chunk, about = part
    return [f"token {chunk.content}"] if about["langgraph_node"] == "write" and chunk.content else []


async def serve(model, question, reader, send, close):
    belt, end = asyncio.Queue(1), object()

    async def produce():
        config = {"tags": ["desk"], "metadata": {"reader": reader}}
        stream = newsroom(model).astream({"question": question}, config, stream_mode=["messages", "updates", "custom"])
        async with aclosing(stream):
            async for mode, part in stream:
                for line in lines_of(mode, part):
                    await belt.put(line)
        await belt.put(end)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(produce())
            while (line := await belt.get()) is not end:
                await send(line)
    finally:
        await close(reader)
