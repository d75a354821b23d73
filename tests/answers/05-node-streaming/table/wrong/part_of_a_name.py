# /// answer
# title = "Looks for the node in one text of all names"
# loses = { table-who = ["2 items"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in " ".join(speakers) and "aside" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
