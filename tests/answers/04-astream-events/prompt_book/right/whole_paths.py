# /// answer
# title = "Keeps the whole path of each run"
# ///
async def prompt_book(play, scene, config=None):
    paths, entries = {}, {}
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            run, name, data = event["run_id"], event["name"], event["data"]
            match event["event"]:
                case "on_chat_model_start" | "on_tool_start" | "on_chain_start" as started:
                    around = paths[event["parent_ids"][-1]] if event["parent_ids"] else []
                    paths[run] = [*around, name]
                    if started == "on_chat_model_start":
                        entries[run] = {"kind": "model", "name": name, "path": around, "told": ""}
                    elif started == "on_tool_start":
                        entries[run] = {"kind": "tool", "name": name, "path": around, "told": None}
                case "on_custom_event":
                    entries[object()] = {"kind": "cue", "name": name, "path": paths[run], "told": data}
                case "on_chat_model_stream":
                    entries[run]["told"] += data["chunk"].content
                case "on_tool_end":
                    entries[run]["told"] = data["output"]
    return list(entries.values())
