# /// answer
# title = "A plain loop, which closes no feed before the door"
# mistake = 6
# loses = { serve-leave = ["`close starts` (0.25 s) came before `model ends`", "Close it first"] }
# ///
def lines_of(mode, part):
    if mode == "custom":
        return [f"progress {part}"]
    if mode == "updates":
        return [f"update {node}" for node in part]
    chunk, about = part
    return [f"token {chunk.content}"] if about["langgraph_node"] == "write" and chunk.content else []


async def serve(model, question, reader, send, close):
    graph = newsroom(model)
    modes = ["updates", "messages", "custom"]
    request = {"tags": ["desk"], "metadata": {"reader": reader}}
    try:
        async for mode, part in graph.astream({"question": question}, config=request, stream_mode=modes):
            for line in lines_of(mode, part):
                await send(line)
    finally:
        await close(reader)
