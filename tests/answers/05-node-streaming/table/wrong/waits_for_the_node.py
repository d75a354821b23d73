# /// answer
# title = "Hands a speaker's words on when its node is done"
# mistake = 4
# loses = { table-live = ["collected first"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    said = {}
    async with aclosing(house.astream({"order": order}, config, stream_mode=["messages", "updates"])) as feed:
        async for mode, part in feed:
            if mode == "updates":
                for node in part:
                    for text in said.pop(node, []):
                        yield node, text
                continue
            chunk, about = part
            if about["langgraph_node"] in speakers and "aside" not in about.get("tags", []) and chunk.content:
                said.setdefault(about["langgraph_node"], []).append(chunk.content)
