# /// answer
# title = "Takes a tag that contains the word for the tag"
# loses = { table-who = ["no item"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in " ".join(about.get("tags", [])) and chunk.content:
                yield node, chunk.content
