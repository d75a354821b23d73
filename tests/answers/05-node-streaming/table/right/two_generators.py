# /// answer
# title = "One generator reads, one decides"
# ///
async def spoken(house, order, config):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            if chunk.content:
                yield about["langgraph_node"], about.get("tags", []), chunk.content


async def at_the_table(house, order, speakers, config=None):
    async with aclosing(spoken(house, order, config)) as words:
        async for node, tags, text in words:
            if node in speakers and "aside" not in tags:
                yield node, text
