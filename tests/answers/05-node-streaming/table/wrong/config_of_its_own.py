# /// answer
# title = "Makes a config of its own from two keys"
# mistake = 7
# loses = { table-who = ["the evening"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    config = {key: config[key] for key in ("tags", "metadata")} if config else None
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
