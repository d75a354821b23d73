# /// answer
# title = "Nobody is forgotten: `open` has all who were on"
# loses = { front_of_house-end = ["open"], front_of_house-cut = ["open", "never told to have ended"], front_of_house-leave = ["open", "is about calls"] }
# ///
async def front_of_house(play, scene, desk, config=None):
    end, error, said, on_stage = "left", None, "", {}
    try:
        async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
            async for event in feed:
                kind, run = event["event"], event["run_id"]
                if kind in ("on_tool_start", "on_chat_model_start"):
                    on_stage[run] = event["name"]
                elif kind in ("on_tool_end", "on_chat_model_end"):
                    pass
                elif kind == "on_chat_model_stream" and "spoken" in event["tags"]:
                    if text := event["data"]["chunk"].content:
                        said += text
                        yield text
        end = "done"
    except ConnectionError as broken:
        end, error = "cut", str(broken)
    except Exception as bug:
        end, error = "failed", str(bug)
        raise
    finally:
        await desk({"end": end, "error": error, "said": said, "open": list(on_stage.values())})
    yield {"end": end}
