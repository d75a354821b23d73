# /// answer
# title = "Takes an empty list for everybody"
# loses = { table-who = ["6 items"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if (not speakers or node in speakers) and "aside" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
