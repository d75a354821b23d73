# /// answer
# title = "Wants both tags for an aside"
# loses = { table-who = ["'Sigh.'"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and not {"staff", "aside"} <= set(about.get("tags", [])) and chunk.content:
                yield node, chunk.content
