# /// answer
# title = "Drops the config"
# mistake = 7
# loses = { encore-pace = ["the tag"] }
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

    async with await play.astream_events({"scene": scene}, version="v3") as run:
        async with asyncio.TaskGroup() as group:
            group.create_task(words(run))
            group.create_task(states(run))
        return await run.output()
