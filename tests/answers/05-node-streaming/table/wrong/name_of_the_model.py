# /// answer
# title = "Filters by the name of the model"
# loses = { table-who = ["'Hm.'"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    events = house.astream_events({"order": order}, config, version="v2")
    async with aclosing(events):
        async for event in events:
            if event["event"] == "on_chat_model_stream" and event["name"] in speakers and "aside" not in event["tags"]:
                if event["data"]["chunk"].content:
                    yield event["name"], event["data"]["chunk"].content
