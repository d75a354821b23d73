# /// answer
# title = "Stays with the speaker who is first"
# loses = { table-live = ["some of it is missing"], table-who = ["2 items"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    speaker = None
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node not in speakers or "aside" in about.get("tags", []) or not chunk.content:
                continue
            speaker = speaker or node
            if node == speaker:
                yield node, chunk.content
