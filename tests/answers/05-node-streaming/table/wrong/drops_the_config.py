# /// answer
# title = "Drops the config"
# mistake = 7
# loses = { table-who = ["were not told of"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
