# /// answer
# title = "Keeps the entrance under the name"
# loses = { broadcast-desk = ["took", "belongs to one call"] }
# ///
async def broadcast(play, scene, house, desk, config=None):
    since, final = {}, None
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            kind, run = event["event"], event["run_id"]
            note = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            if kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                if event["data"]["chunk"].content:
                    await house(event["data"]["chunk"].content)
            elif kind in ("on_tool_start", "on_chat_model_start"):
                since[event["name"]] = time.perf_counter()
                await desk({**note, "does": "enters"})
            elif kind in ("on_tool_end", "on_chat_model_end"):
                await desk({**note, "does": "exits", "took": round(time.perf_counter() - since[event["name"]], 3)})
            elif kind == "on_chain_end" and not event["parent_ids"]:
                final = event["data"]["output"]
    return final
