# /// answer
# title = "Leaves out a line that it has sent before"
# loses = { serve-feed = ["some of it is missing"] }
# ///
def line_of(mode, part):
    if mode == "custom":
        return f"progress {part}"
    if mode == "updates":
        return f"update {next(iter(part))}"
    chunk, about = part
    return f"token {chunk.content}" if about["langgraph_node"] == "write" and chunk.content else ""


async def serve(model, question, reader, send, close):
    config, sent = {"tags": ["desk"], "metadata": {"reader": reader}}, {""}
    feed = newsroom(model).astream({"question": question}, config, stream_mode=["messages", "updates", "custom"])
    try:
        async with aclosing(feed):
            async for mode, part in feed:
                line = line_of(mode, part)
                if line not in sent:
                    sent.add(line)
                    await send(line)
    finally:
        await close(reader)
