# /// answer
# title = "A run for each reader"
# loses = { encore-pace = ["called 2 times", "Two readers share one run"] }
# ///
async def encore(play, scene, house, desk, config=None):
    async def words():
        async with await play.astream_events({"scene": scene}, config, version="v3") as run:
            async for message in run.messages:
                if message.node == "speak":
                    async for text in message.text:
                        if text:
                            await house(text)

    async def states():
        async with await play.astream_events({"scene": scene}, config, version="v3") as run:
            async for state in run.values:
                await desk(state)
            return await run.output()

    async with asyncio.TaskGroup() as group:
        group.create_task(words())
        final = group.create_task(states())
    return final.result()
