# /// answer
# title = "The desk's note is the last thing that an exit stack does"
# ///
async def front_of_house(play, scene, desk, config=None):
    from contextlib import AsyncExitStack

    state = {"end": "left", "error": None, "said": [], "open": {}}

    async def note():
        await desk({**state, "said": "".join(state["said"]), "open": [*state["open"].values()]})

    async with AsyncExitStack() as stack:
        stack.push_async_callback(note)
        try:
            async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
                async for event in feed:
                    run = event["run_id"]
                    if event["event"] in ("on_tool_start", "on_chat_model_start"):
                        state["open"][run] = event["name"]
                    if event["event"] in ("on_tool_end", "on_chat_model_end"):
                        state["open"].pop(run)
                    if event["event"] == "on_chat_model_stream" and "spoken" in event["tags"]:
                        text = event["data"]["chunk"].content
                        if text:
                            state["said"].append(text)
                            yield text
            state["end"] = "done"
        except ConnectionError as lost:
            state.update(end="cut", error=str(lost))
        except Exception as bug:
            state.update(end="failed", error=str(bug))
            raise
    yield {"end": state["end"]}
