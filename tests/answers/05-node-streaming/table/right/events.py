# /// answer
# title = "Reads the events of the run"
# ///
async def at_the_table(house, order, speakers, config=None):
    events = house.astream_events({"order": order}, config, version="v2", include_types=["chat_model"])
    async with aclosing(events):
        async for event in events:
            node = event["metadata"].get("langgraph_node")
            if event["event"] != "on_chat_model_stream" or node not in speakers or "aside" in event["tags"]:
                continue
            if text := event["data"]["chunk"].content:
                yield node, text
