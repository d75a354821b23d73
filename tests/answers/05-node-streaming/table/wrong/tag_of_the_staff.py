# /// answer
# title = "Takes the tag that stands beside the aside for it"
# loses = { table-who = ["[['keeper', 'Sigh.'], ['keeper', ' cheers.']]"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "staff" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
