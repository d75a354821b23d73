# /// answer
# title = "Tells the extras in the except and again in the finally"
# mistake = 6
# loses = { act-leave = ["a second message would land in that"], act-ends = ["`wardrobe`"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await beside
    except BaseException:
        beside.cancel()
        await asyncio.sleep(0)
        raise
    finally:
        beside.cancel()
        await asyncio.wait({beside})
