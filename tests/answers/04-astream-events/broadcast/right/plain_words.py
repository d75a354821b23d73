# /// answer
# title = "Looks at the token through a helper, and keeps the time beside the note"
# ///
async def broadcast(play, scene, house, desk, config=None):
    def words(event):
        if event["event"] == "on_chat_model_stream" and {"spoken"} <= set(event["tags"]):
            return event["data"]["chunk"].content
        return None

    on, result = {}, None
    async with aclosing(play.astream_events({"scene": scene}, config=config, version="v2")) as feed:
        async for event in feed:
            if text := words(event):
                await house(text)
                continue
            kind = event["event"].removeprefix("on_").rpartition("_")
            if kind[0] not in ("tool", "chat_model") or kind[2] not in ("start", "end"):
                if event["event"] == "on_chain_end" and len(event["parent_ids"]) == 0:
                    result = event["data"]["output"]
                continue
            note = dict(who=event["name"], where=event["metadata"]["langgraph_node"])
            if kind[2] == "start":
                on[event["run_id"]] = time.perf_counter()
                note.update(does="enters")
            else:
                note.update(does="exits", took=round(time.perf_counter() - on[event["run_id"]], 3))
            await desk(note)
    return result
