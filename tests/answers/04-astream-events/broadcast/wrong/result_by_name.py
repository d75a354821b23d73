# /// answer
# title = "Takes the end of what is called play for the end of the play"
# loses = { broadcast-run = ["None"] }
# ///
async def broadcast(play, scene: str, house, desk, config: dict | None = None) -> dict:
    entered, final = {}, None
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            kind, note = event["event"], {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            if kind in ("on_tool_start", "on_chat_model_start"):
                entered[event["run_id"]] = time.perf_counter()
                await desk({**note, "does": "enters"})
            elif kind in ("on_tool_end", "on_chat_model_end"):
                took = round(time.perf_counter() - entered.pop(event["run_id"]), 3)
                await desk({**note, "does": "exits", "took": took})
            elif kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                if text := event["data"]["chunk"].content:
                    await house(text)
            elif kind == "on_chain_end" and event["name"] == "play":
                final = event["data"]["output"]
    return final
