# /// answer
# title = "A match on the event's name"
# ///
async def broadcast(play, scene, house, desk, config=None):
    entered, state = {}, None
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            who = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            match event["event"].split("_"):
                case ["on", *_, "stream"] if "spoken" in event["tags"] and "chat_model" in event["event"]:
                    text = event["data"]["chunk"].content
                    if text != "":
                        await house(text)
                case ["on", "tool", "start"] | ["on", "chat", "model", "start"]:
                    entered[event["run_id"]] = time.perf_counter()
                    await desk(who | {"does": "enters"})
                case ["on", "tool", "end"] | ["on", "chat", "model", "end"]:
                    await desk(
                        who | {"does": "exits", "took": round(time.perf_counter() - entered.pop(event["run_id"]), 3)}
                    )
                case ["on", "chain", "end"]:
                    state = event["data"]["output"]
    return state
