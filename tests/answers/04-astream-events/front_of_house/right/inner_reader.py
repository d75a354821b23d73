# /// answer
# title = "One generator for the words, and one for the end"
# ///
async def front_of_house(play, scene, desk, config=None):
    said, began, ended = [], [], set()

    async def words():
        async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
            async for event in feed:
                kind = event["event"]
                if kind in {"on_tool_start", "on_chat_model_start"}:
                    began.append((event["run_id"], event["name"]))
                elif kind in {"on_tool_end", "on_chat_model_end"}:
                    ended.add(event["run_id"])
                elif kind == "on_chat_model_stream" and "spoken" in event["tags"] and event["data"]["chunk"].content:
                    yield event["data"]["chunk"].content

    async def tell(end, error=None):
        still = [name for run, name in began if run not in ended]
        await desk({"end": end, "error": error, "said": "".join(said), "open": still})

    try:
        async with aclosing(words()) as spoken:
            async for word in spoken:
                said.append(word)
                yield word
    except ConnectionError as lost:
        await tell("cut", str(lost))
        yield {"end": "cut"}
    except Exception as bug:
        await tell("failed", str(bug))
        raise
    except BaseException:
        await tell("left")
        raise
    else:
        await tell("done")
        yield {"end": "done"}
