# /// answer
# title = "Closes the feed by hand"
# ///
async def front_of_house(play, scene, desk, config=None):
    feed = play.astream_events({"scene": scene}, config, version="v2")
    end, error, said, runs = "left", None, [], {}
    try:
        try:
            while True:
                try:
                    event = await anext(feed)
                except StopAsyncIteration:
                    break
                if event["event"] in ("on_chat_model_start", "on_tool_start"):
                    runs[event["run_id"]] = event["name"]
                elif event["event"] in ("on_chat_model_end", "on_tool_end"):
                    runs.pop(event["run_id"], None)
                elif event["event"] == "on_chat_model_stream" and "spoken" in event["tags"]:
                    word = event["data"]["chunk"].content
                    if word:
                        said.append(word)
                        yield word
            end = "done"
        finally:
            await feed.aclose()
    except ConnectionError as lost:
        end, error = "cut", f"{lost}"
    except Exception as bug:
        end, error = "failed", f"{bug}"
        raise
    finally:
        await desk({"end": end, "error": error, "said": "".join(said), "open": list(runs.values())})
    yield dict(end=end)
