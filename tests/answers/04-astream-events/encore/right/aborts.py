# /// answer
# title = "Ends the run by `abort`"
# ///
async def encore(play, scene, house, desk, config=None):
    run = await play.astream_events({"scene": scene}, config, version="v3")

    async def words():
        async for message in run.messages:
            if message.node == "speak":
                async for text in message.text:
                    if text:
                        await house(text)

    async def states():
        async for state in run.values:
            await desk(state)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(words())
            group.create_task(states())
            final = group.create_task(run.output())
        return final.result()
    finally:
        await run.abort()
