# /// answer
# title = "A TaskGroup around a yield"
# loses = { act-leave = ["at a `yield` inside of a `TaskGroup`"], act-ends = ["A TaskGroup wraps the errors"] }
# ///
async def act(singer, extras, scene):
    async with asyncio.TaskGroup() as stage:
        beside = stage.create_task(extras.ainvoke(scene))
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await beside
