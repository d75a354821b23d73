# /// answer
# title = "Takes a desk that fails for none of its business"
# loses = { broadcast-run = ["raised no error", "What the desk raises comes out as well"] }
# ///
async def broadcast(play, scene, house, desk, config=None):
    async def told(note):
        try:
            await desk(note)
        except OSError:
            pass

    since, final = {}, None
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            kind, run = event["event"], event["run_id"]
            note = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            if kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                if event["data"]["chunk"].content:
                    await house(event["data"]["chunk"].content)
            elif kind in ("on_tool_start", "on_chat_model_start"):
                since[run] = time.perf_counter()
                await told({**note, "does": "enters"})
            elif kind in ("on_tool_end", "on_chat_model_end"):
                await told({**note, "does": "exits", "took": round(time.perf_counter() - since[run], 3)})
            elif kind == "on_chain_end" and not event["parent_ids"]:
                final = event["data"]["output"]
    return final
