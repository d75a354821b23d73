# /// answer
# title = "Collects all of it first"
# mistake = 4
# loses = { table-live = ["collected first"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    words = []
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
                words.append((node, chunk.content))
    for word in words:
        yield word
