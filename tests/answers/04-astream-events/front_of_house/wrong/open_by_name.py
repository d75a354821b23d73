# /// answer
# title = "Crosses out the first of that name, whoever of them ended"
# loses = { front_of_house-leave = ["open"] }
# ///
async def front_of_house(play, scene, desk, config=None):
    end, error, said, on_stage = "left", None, "", []
    try:
        async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
            async for event in feed:
                kind = event["event"]
                if kind in ("on_tool_start", "on_chat_model_start"):
                    on_stage.append(event["name"])
                elif kind in ("on_tool_end", "on_chat_model_end"):
                    on_stage.remove(event["name"])
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
        await desk({"end": end, "error": error, "said": said, "open": list(on_stage)})
    yield {"end": end}
