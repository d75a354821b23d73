# /// answer
# title = "Whoever failed exits when the play is over"
# loses = { broadcast-desk = ["desk", "What fails never exits"] }
# ///
async def broadcast(play, scene, house, desk, config=None):
    on_stage, final = {}, None

    async def exits(run):
        note, began = on_stage.pop(run)
        await desk({**note, "does": "exits", "took": round(time.perf_counter() - began, 3)})

    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            kind, run = event["event"], event["run_id"]
            if kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                if event["data"]["chunk"].content:
                    await house(event["data"]["chunk"].content)
            elif kind in ("on_tool_start", "on_chat_model_start"):
                note = {"who": event["name"], "where": event["metadata"]["langgraph_node"]}
                on_stage[run] = note, time.perf_counter()
                await desk({**note, "does": "enters"})
            elif kind in ("on_tool_end", "on_chat_model_end"):
                await exits(run)
            elif kind == "on_chain_end" and not event["parent_ids"]:
                final = event["data"]["output"]
                for run in list(on_stage):
                    await exits(run)
    return final
