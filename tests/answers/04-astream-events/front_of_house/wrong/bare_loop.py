# /// answer
# title = "Reads the feed in a bare loop, and leaves closing to Python"
# mistake = 6
# loses = { front_of_house-leave = ["desk", "Leaving a loop does not close what it reads"] }
# ///
async def front_of_house(play, scene, desk, config=None):
    end, error, said, on_stage = "left", None, "", {}
    try:
        async for event in play.astream_events({"scene": scene}, config, version="v2"):
            kind, run = event["event"], event["run_id"]
            if kind in ("on_tool_start", "on_chat_model_start"):
                on_stage[run] = event["name"]
            elif kind in ("on_tool_end", "on_chat_model_end"):
                del on_stage[run]
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
