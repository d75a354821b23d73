# /// answer
# title = "Hands over the line when it is over"
# loses = { broadcast-house = ["Enter Lear with daughters", "each token, as it is made"], broadcast-run = ["handed"] }
# ///
async def broadcast(play, scene, house, desk, config=None):
    since, final = {}, None
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            kind, run = event["event"], event["run_id"]
            note = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            if kind == "on_chat_model_end" and "spoken" in event["tags"]:
                await house(event["data"]["output"].content)
            if kind in ("on_tool_start", "on_chat_model_start"):
                since[run] = time.perf_counter()
                await desk({**note, "does": "enters"})
            elif kind in ("on_tool_end", "on_chat_model_end"):
                await desk({**note, "does": "exits", "took": round(time.perf_counter() - since[run], 3)})
            elif kind == "on_chain_end" and not event["parent_ids"]:
                final = event["data"]["output"]
    return final
