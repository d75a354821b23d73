# /// answer
# title = "Asks for several modes and keeps one"
# ///
async def at_the_table(house, order, speakers, config=None):
    feed = house.astream({"order": order}, config, stream_mode=["updates", "messages"])
    try:
        async for mode, part in feed:
            if mode != "messages":
                continue
            chunk, about = part
            tags = about.get("tags") or ()
            if about["langgraph_node"] in set(speakers) and not {"aside"} & set(tags) and len(chunk.content) > 0:
                yield (about["langgraph_node"], chunk.content)
    finally:
        await feed.aclose()
