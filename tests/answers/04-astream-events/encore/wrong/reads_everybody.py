# /// answer
# title = "Reads the understudy to the end before it listens to the lead"
# loses = { encore-pace = ["house", "A speech from the wings"] }
# ///
async def encore(play, scene, house, desk, config=None):
    async def words(run):
        async for message in run.messages:
            async for text in message.text:
                if message.node == "speak":
                    await house(text)

    async def states(run):
        async for state in run.values:
            await desk(state)

    async with await play.astream_events({"scene": scene}, config, version="v3") as run:
        async with asyncio.TaskGroup() as group:
            group.create_task(words(run))
            group.create_task(states(run))
        return await run.output()
