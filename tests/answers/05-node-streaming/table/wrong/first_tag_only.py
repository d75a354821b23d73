# /// answer
# title = "Looks at the first tag alone"
# loses = { table-live = ["Complains."], table-who = ["Complains."] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", [])[:1] and chunk.content:
                yield node, chunk.content
