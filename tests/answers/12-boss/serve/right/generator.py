# /// answer
# title = "A generator of lines, and a reader's door as a context manager"
# ///
def lines_of(mode, part):
    if mode == "custom":
        return [f"progress {part}"]
    if mode == "updates":
        return [f"update {node}" for node in part]
    chunk, about = part
    return [f"token {chunk.content}"] if about["langgraph_node"] == "write" and chunk.content else []


from contextlib import asynccontextmanager


async def feed_of(model, question, config):
    modes = ["messages", "updates", "custom"]
    async with aclosing(newsroom(model).astream({"question": question}, config, stream_mode=modes)) as parts:
        async for mode, part in parts:
            for line in lines_of(mode, part):
                yield line


@asynccontextmanager
async def door(reader, close):
    try:
        yield
    finally:
        await close(reader)


async def serve(model, question, reader, send, close):
    config = {"tags": ["desk"], "metadata": {"reader": reader}}
    async with door(reader, close), aclosing(feed_of(model, question, config)) as lines:
        async for line in lines:
            await send(line)
