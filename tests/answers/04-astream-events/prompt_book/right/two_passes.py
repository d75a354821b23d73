# /// answer
# title = "Reads everything first, and then writes the book"
# ///
async def prompt_book(play, scene, config=None):
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        events = [event async for event in feed]
    names = {event["run_id"]: event["name"] for event in events if event["event"].endswith("_start")}

    def told(run, kind):
        own = [event for event in events if event["run_id"] == run]
        if kind == "model":
            return "".join(e["data"]["chunk"].content for e in own if e["event"] == "on_chat_model_stream")
        return next((e["data"]["output"] for e in own if e["event"] == "on_tool_end"), None)

    book = []
    for event in events:
        path = [names[parent] for parent in event["parent_ids"]]
        if event["event"] == "on_custom_event":
            path.append(names[event["run_id"]])
            book.append({"kind": "cue", "name": event["name"], "path": path, "told": event["data"]})
        elif event["event"] in ("on_tool_start", "on_chat_model_start"):
            kind = "tool" if "tool" in event["event"] else "model"
            book.append({"kind": kind, "name": event["name"], "path": path, "told": told(event["run_id"], kind)})
    return book
