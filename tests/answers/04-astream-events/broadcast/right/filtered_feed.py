# /// answer
# title = "Asks the feed for fewer kinds of events"
# ///
async def broadcast(play, scene, house, desk, config=None):
    since = {}
    kinds = ["tool", "chat_model", "chain"]
    feed = play.astream_events({"scene": scene}, config, version="v2", include_types=kinds)
    last = None
    try:
        async for event in feed:
            last = event
            _, kind, what = event["event"].replace("chat_model", "model").split("_")
            if kind == "chain":
                continue
            if what == "start":
                since[event["run_id"]] = time.perf_counter()
                await desk({"who": event["name"], "where": event["metadata"]["langgraph_node"], "does": "enters"})
            elif what == "end":
                took = round(time.perf_counter() - since[event["run_id"]], 3)
                note = {"who": event["name"], "where": event["metadata"]["langgraph_node"], "does": "exits"}
                await desk({**note, "took": took})
            elif what == "stream" and "spoken" in event["tags"]:
                text = event["data"]["chunk"].content
                if text:
                    await house(text)
    finally:
        await feed.aclose()
    return last["data"]["output"]
