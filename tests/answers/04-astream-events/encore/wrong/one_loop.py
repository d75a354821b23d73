# /// answer
# title = "One loop over events, as before"
# loses = { encore-pace = ["house", "A slow desk does not hold up the house"] }
# ///
async def encore(play, scene, house, desk, config=None):
    final = None
    await desk({"scene": scene})
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            if event["event"] == "on_chat_model_stream" and "spoken" in event["tags"]:
                if event["data"]["chunk"].content:
                    await house(event["data"]["chunk"].content)
            elif event["event"] == "on_chain_end" and not event["parent_ids"]:
                final = event["data"]["output"]
    await desk(final)
    return final
