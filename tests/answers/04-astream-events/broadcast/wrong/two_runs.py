# /// answer
# title = "Runs the play a second time for its result"
# loses = { broadcast-run = ["called 2 times", "One run serves both readers"] }
# ///
async def broadcast(play, scene, house, desk, config=None):
    since = {}
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            kind, run = event["event"], event["run_id"]
            note = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            if kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                if event["data"]["chunk"].content:
                    await house(event["data"]["chunk"].content)
            elif kind in ("on_tool_start", "on_chat_model_start"):
                since[run] = time.perf_counter()
                await desk({**note, "does": "enters"})
            elif kind in ("on_tool_end", "on_chat_model_end"):
                await desk({**note, "does": "exits", "took": round(time.perf_counter() - since[run], 3)})
    return await play.ainvoke({"scene": scene}, config)
