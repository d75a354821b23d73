# /// answer
# title = "Hands empty texts on"
# loses = { table-live = ["['waiter', '']"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", []):
                yield node, chunk.content
