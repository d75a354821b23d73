# /// answer
# title = "gather, which leaves the other reader at work"
# loses = { encore-pace = ["desk", "does not wait for both readers"] }
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
        await asyncio.gather(words(run), states(run))
        return await run.output()
