# /// answer
# title = "One reader in a task, the other in place"
# ///
async def encore(play, scene, house, desk, config=None):
    async def words(run):
        async for message in run.messages:
            async for text in message.text if message.node == "speak" else nobody():
                if text:
                    await house(text)

    async def nobody():
        return
        yield

    async with await play.astream_events({"scene": scene}, config=config, version="v3") as run:
        async with asyncio.TaskGroup() as group:
            group.create_task(words(run))
            async for state in run.values:
                await desk(state)
        return await run.output()
