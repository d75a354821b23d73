# /// answer
# title = "Reads the states first, and then the words"
# loses = { encore-pace = ["house"] }
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

    async with await play.astream_events({"scene": scene}, config, version="v3") as run:
        await states(run)
        await words(run)
        return await run.output()
