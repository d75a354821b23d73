# /// answer
# title = "Hands over each message when it is whole"
# loses = { encore-pace = ["Enter Lear with daughters"] }
# ///
async def encore(play, scene, house, desk, config=None):
    async def words(run):
        async for message in run.messages:
            if message.node == "speak":
                await house(await message.text)

    async def states(run):
        async for state in run.values:
            await desk(state)

    async with await play.astream_events({"scene": scene}, config, version="v3") as run:
        async with asyncio.TaskGroup() as group:
            group.create_task(words(run))
            group.create_task(states(run))
        return await run.output()
