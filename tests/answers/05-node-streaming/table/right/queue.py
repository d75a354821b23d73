# /// answer
# title = "A task reads ahead into a queue"
# ///
async def at_the_table(house, order, speakers, config=None):
    words, done = asyncio.Queue(), object()

    async def read():
        try:
            async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
                async for chunk, about in feed:
                    node = about["langgraph_node"]
                    if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
                        words.put_nowait((node, chunk.content))
        finally:
            words.put_nowait(done)

    reader = asyncio.create_task(read())
    try:
        while (word := await words.get()) is not done:
            yield word
        await reader
    finally:
        reader.cancel()
        await asyncio.wait([reader])
