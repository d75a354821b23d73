# /// answer
# title = "Catches everything, tells, and raises what is not its own"
# ///
async def front_of_house(play, scene, desk, config=None):
    report = {"end": "done", "error": None, "said": "", "open": []}
    open_runs = {}
    problem = None
    try:
        async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
            async for event in feed:
                match event["event"]:
                    case "on_tool_start" | "on_chat_model_start":
                        open_runs[event["run_id"]] = event["name"]
                    case "on_tool_end" | "on_chat_model_end":
                        open_runs.pop(event["run_id"])
                    case "on_chat_model_stream" if "spoken" in event["tags"] and event["data"]["chunk"].content:
                        report["said"] += event["data"]["chunk"].content
                        yield event["data"]["chunk"].content
    except BaseException as caught:
        problem = caught
        match caught:
            case ConnectionError():
                report.update(end="cut", error=str(caught))
            case Exception():
                report.update(end="failed", error=str(caught))
            case _:
                report.update(end="left")
    report["open"] = list(open_runs.values())
    await desk(report)
    if problem is not None and not isinstance(problem, ConnectionError):
        raise problem
    yield {"end": report["end"]}
