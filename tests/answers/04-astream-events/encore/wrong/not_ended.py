# /// answer
# title = "Leaves the run open when a reader fails"
# loses = { encore-pace = ["actor"] }
# ///
async def encore(play, scene, house, desk, config=None):
    async def words(run):
        async for message in run.messages:
            if message.node == "speak":
                async for text in message.text:
                    if text:
                        await house(text)

    async def states(run):
        async for state in run.values:
            await desk(state)

    run = await play.astream_events({"scene": scene}, config, version="v3")
    if True:
        async with asyncio.TaskGroup() as group:
            group.create_task(words(run))
            group.create_task(states(run))
        return await run.output()
