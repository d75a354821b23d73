# /// answer
# title = "Ends quietly when the house fails"
# loses = { table-live = ["raised no error"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        try:
            async for chunk, about in feed:
                node = about["langgraph_node"]
                if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
                    yield node, chunk.content
        except Exception:
            return
