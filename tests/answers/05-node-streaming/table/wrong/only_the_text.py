# /// answer
# title = "Yields the text without its speaker"
# loses = { table-live = ["['A', ' white.']"], table-who = ["Very"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
                yield chunk.content
