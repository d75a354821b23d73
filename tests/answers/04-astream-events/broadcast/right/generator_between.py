# /// answer
# title = "A generator that turns events into errands"
# ///
async def broadcast(play, scene, house, desk, config=None):
    async def errands(feed):
        began = {}
        async for event in feed:
            kind, run = event["event"], event["run_id"]
            base = {"who": event["name"], "where": event["metadata"].get("langgraph_node")}
            if kind == "on_chat_model_stream":
                if "spoken" in event["tags"] and event["data"]["chunk"].content:
                    yield house, event["data"]["chunk"].content
            elif kind in ("on_tool_start", "on_chat_model_start"):
                began[run] = time.perf_counter()
                yield desk, {**base, "does": "enters"}
            elif kind in ("on_tool_end", "on_chat_model_end"):
                yield desk, {**base, "does": "exits", "took": round(time.perf_counter() - began[run], 3)}
            elif kind == "on_chain_end" and event["parent_ids"] == []:
                yield None, event["data"]["output"]

    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async with aclosing(errands(feed)) as todo:
            async for reader, what in todo:
                if reader is None:
                    return what
                await reader(what)
