# /// answer
# title = "Leaves a cue without data out"
# loses = { prompt_book-told = ["some of it is missing", "Each cue has an entry"] }
# ///
async def prompt_book(play, scene: str, config: dict | None = None) -> list[dict]:
    """An entry for each model, tool and custom event of one run: kind, name, path and what it told."""
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
            elif what == "on_custom_event" and data is not None:
                book.append({"kind": "cue", "name": event["name"], "path": [*around, names[run]], "told": data})
            elif what == "on_chat_model_stream":
                open_at[run]["told"] += data["chunk"].content
            elif what == "on_tool_end":
                open_at[run]["told"] = data["output"]
    return book
