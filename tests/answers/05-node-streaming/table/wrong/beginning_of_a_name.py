# /// answer
# title = "A node whose name begins so may speak as well"
# loses = { table-who = ["item"] }
# ///
async def at_the_table(house, order: str, speakers: list[str], config: dict | None = None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if (
                any(node.startswith(speaker) for speaker in speakers)
                and "aside" not in about.get("tags", [])
                and chunk.content
            ):
                yield node, chunk.content
