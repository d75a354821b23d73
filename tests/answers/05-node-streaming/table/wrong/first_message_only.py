# /// answer
# title = "Drops the first message of each speaker"
# loses = { table-live = ["no item"], table-who = ["2 items"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    first = {}
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if first.setdefault(node, chunk.id) == chunk.id:
                continue
            if node in speakers and chunk.content:
                yield node, chunk.content
