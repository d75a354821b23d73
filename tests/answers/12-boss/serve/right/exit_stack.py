# /// answer
# title = "An exit stack that remembers what to close"
# ///
def lines_of(mode, part):
    if mode == "custom":
        return [f"progress {part}"]
    if mode == "updates":
        return [f"update {node}" for node in part]
    chunk, about = part
    return [f"token {chunk.content}"] if about["langgraph_node"] == "write" and chunk.content else []


from contextlib import AsyncExitStack


async def serve(model, question, reader, send, close):
    desk = newsroom(model).with_config(tags=["desk"], metadata={"reader": reader})
    async with AsyncExitStack() as stack:
        stack.push_async_callback(close, reader)
        feed = desk.astream({"question": question}, stream_mode=["messages", "updates", "custom"])
        await stack.enter_async_context(aclosing(feed))
        async for mode, part in feed:
            for line in lines_of(mode, part):
                await send(line)
