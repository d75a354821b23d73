# /// answer
# title = "Leaves the graph to the garbage collector"
# loses = { table-leave = ["let go of before its end"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async for chunk, about in house.astream({"order": order}, config, stream_mode="messages"):
        node = about["langgraph_node"]
        if node in speakers and "aside" not in about.get("tags", []) and chunk.content:
            yield node, chunk.content
