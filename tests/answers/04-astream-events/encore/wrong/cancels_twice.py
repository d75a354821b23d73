# /// answer
# title = "Cancels readers that are being cancelled already"
# mistake = 6
# loses = { encore-pace = ["actor", "a second cancel cuts a clean-up short"] }
# ///
async def encore(play, scene: str, house, desk, config: dict | None = None) -> dict:
    async def read_house(messages):
        async for message in messages:
            if message.node != "speak":
                continue
            async for text in message.text:
                await house(text)

    async def read_desk(values):
        async for state in values:
            await desk(state)

    async with await play.astream_events({"scene": scene}, config=config, version="v3") as run:
        tasks = [asyncio.create_task(read_house(run.messages)), asyncio.create_task(read_desk(run.values))]
        try:
            await asyncio.gather(*tasks)
            return await run.output()
        finally:
            for task_ in tasks:
                task_.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
