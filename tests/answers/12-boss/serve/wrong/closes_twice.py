# /// answer
# title = "Closes the door in except and in finally"
# mistake = 6
# loses = { serve-leave = ["`close` was called 2 times", "`finally`"] }
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
    except BaseException:
        await close(reader)
        raise
    finally:
        await close(reader)
