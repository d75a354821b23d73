# /// answer
# title = "A queue and a task for each reader"
# ///
async def broadcast(play, scene, house, desk, config=None):
    words, notes, over, state = asyncio.Queue(), asyncio.Queue(), object(), None

    async def usher(queue, reader):
        while (item := await queue.get()) is not over:
            await reader(item)

    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async with asyncio.TaskGroup() as group:
            group.create_task(usher(words, house))
            group.create_task(usher(notes, desk))
            since = {}
            try:
                async for event in feed:
                    kind, run = event["event"], event["run_id"]
                    note = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
                    if kind == "on_chat_model_stream" and "spoken" in event["tags"] and event["data"]["chunk"].content:
                        words.put_nowait(event["data"]["chunk"].content)
                    elif kind in ("on_tool_start", "on_chat_model_start"):
                        since[run] = time.perf_counter()
                        notes.put_nowait({**note, "does": "enters"})
                    elif kind in ("on_tool_end", "on_chat_model_end"):
                        notes.put_nowait({**note, "does": "exits", "took": round(time.perf_counter() - since[run], 3)})
                    elif not event["parent_ids"] and kind.endswith("_end"):
                        state = event["data"]["output"]
            finally:
                words.put_nowait(over)
                notes.put_nowait(over)
    return state
