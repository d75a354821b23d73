# /// answer
# title = "Remembers the runs that were started for the house"
# ///
async def broadcast(play, scene, house, desk, config=None):
    calls, spoken, root, final = {}, set(), None, None

    async def told(event):
        nonlocal root, final
        run = event["run_id"]
        if root is None:
            root = run
        if event["event"] == "on_chat_model_start" and "spoken" in event["tags"]:
            spoken.add(run)
        if event["event"] in {"on_tool_start", "on_chat_model_start"}:
            calls[run] = {"who": event["name"], "where": event["metadata"]["langgraph_node"]}, time.perf_counter()
            await desk({**calls[run][0], "does": "enters"})
        elif event["event"] in {"on_tool_end", "on_chat_model_end"}:
            call, began = calls[run]
            await desk({**call, "does": "exits", "took": round(time.perf_counter() - began, 3)})
        elif event["event"] == "on_chat_model_stream" and run in spoken:
            if event["data"]["chunk"].content:
                await house(event["data"]["chunk"].content)
        elif event["event"] == "on_chain_end" and run == root:
            final = event["data"]["output"]

    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            await told(event)
    return final
