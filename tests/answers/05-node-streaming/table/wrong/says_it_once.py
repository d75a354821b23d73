# /// answer
# title = "Drops a word that repeats the one before"
# loses = { table-live = ["some of it is missing"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    last = None
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", []) and chunk.content and chunk.content != last:
                last = chunk.content
                yield node, chunk.content
