# /// answer
# title = "Hands everybody's words on"
# loses = { table-live = ["chef"], table-who = ["chef"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if "aside" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
