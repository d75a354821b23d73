# /// answer
# title = "Closes the graph in a task that nobody awaits"
# loses = { table-leave = ["still alive"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    feed = house.astream({"order": order}, config, stream_mode="messages")
    try:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
    finally:
        asyncio.create_task(feed.aclose())
