# /// answer
# title = "A context manager that tells the desk"
# ///
async def front_of_house(play, scene, desk, config=None):
    from contextlib import asynccontextmanager

    said, stage_now, ending = "", [], ["left", None]

    @asynccontextmanager
    async def show():
        try:
            async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
                yield feed
            ending[0] = "done"
        except ConnectionError as lost:
            ending[:] = "cut", str(lost)
        except Exception as bug:
            ending[:] = "failed", str(bug)
            raise
        finally:
            open_now = [name for _, name in stage_now]
            await desk({"end": ending[0], "error": ending[1], "said": said, "open": open_now})

    async with show() as feed:
        async for event in feed:
            me = (event["run_id"], event["name"])
            if event["event"] in ("on_chat_model_start", "on_tool_start"):
                stage_now.append(me)
            elif event["event"] in ("on_chat_model_end", "on_tool_end"):
                stage_now.remove(me)
            elif event["event"] == "on_chat_model_stream" and "spoken" in event["tags"]:
                if event["data"]["chunk"].content:
                    said += event["data"]["chunk"].content
                    yield event["data"]["chunk"].content
    yield {"end": ending[0]}
