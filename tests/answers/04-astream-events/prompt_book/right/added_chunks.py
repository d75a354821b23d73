# /// answer
# title = "Adds up the chunks of a model"
# ///
async def prompt_book(play, scene, config=None):
    name_of, rows, chunks, outputs = {}, [], {}, {}
    feed = play.astream_events({"scene": scene}, config, version="v2")
    try:
        async for event in feed:
            kind, run = event["event"], event["run_id"]
            if "_start" in kind:
                name_of[run] = event["name"]
            if kind in {"on_tool_start", "on_chat_model_start", "on_custom_event"}:
                rows.append(event)
            if kind == "on_chat_model_stream":
                chunk = event["data"]["chunk"]
                chunks[run] = chunks[run] + chunk if run in chunks else chunk
            if kind == "on_tool_end":
                outputs[run] = event["data"]["output"]
    finally:
        await feed.aclose()

    def row(event):
        run, around = event["run_id"], [name_of[one] for one in event["parent_ids"]]
        if event["event"] == "on_custom_event":
            return "cue", [*around, name_of[run]], event["data"]
        if event["event"] == "on_tool_start":
            return "tool", around, outputs.get(run)
        return "model", around, chunks[run].content if run in chunks else ""

    return [dict(zip(("kind", "path", "told"), row(event)), name=event["name"]) for event in rows]
