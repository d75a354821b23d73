# /// answer
# title = "Puts a cue beside the run it happened in"
# loses = { prompt_book-place = ["path", "of a cue, its `run_id` is one more"] }
# ///
async def prompt_book(play, scene, config=None):
    names, book, open_at = {}, [], {}
    kinds = {"on_chat_model_start": ("model", ""), "on_tool_start": ("tool", None)}
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            what, run, data = event["event"], event["run_id"], event["data"]
            if what.endswith("_start"):
                names[run] = event["name"]
            around = [names[parent] for parent in event["parent_ids"]]
            if what in kinds:
                kind, told = kinds[what]
                open_at[run] = {"kind": kind, "name": event["name"], "path": around, "told": told}
                book.append(open_at[run])
            elif what == "on_custom_event":
                book.append({"kind": "cue", "name": event["name"], "path": around, "told": data})
            elif what == "on_chat_model_stream":
                open_at[run]["told"] += data["chunk"].content
            elif what == "on_tool_end":
                open_at[run]["told"] = data["output"]
    return book
