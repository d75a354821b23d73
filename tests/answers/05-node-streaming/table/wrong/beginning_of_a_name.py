# /// answer
# title = "Takes the beginning of a name for the name"
# loses = { table-who = ["2 items"] }
# ///
async def at_the_table(house, order: str, speakers: list[str], config: dict | None = None):
    """Yields (node, text) for each piece of text that one of `speakers` says to the guest."""
    async with aclosing(house.astream({"order": order}, config, stream_mode="messages")) as feed:
        async for chunk, about in feed:
            node = about["langgraph_node"]
            if node.startswith(tuple(speakers)) and "aside" not in about.get("tags", []) and chunk.content:
                yield node, chunk.content
