# /// answer
# title = "Reads at once, and hands on from a queue for each"
# ///
async def encore(play, scene, house, desk, config=None):
    over = object()

    async def hand_on(queue, reader):
        while (item := await queue.get()) is not over:
            await reader(item)

    async def words(run, queue):
        async for message in run.messages:
            if message.node == "speak":
                async for text in message.text:
                    if text:
                        queue.put_nowait(text)
        queue.put_nowait(over)

    async def states(run, queue):
        async for state in run.values:
            queue.put_nowait(state)
        queue.put_nowait(over)

    to_house, to_desk = asyncio.Queue(), asyncio.Queue()
    async with await play.astream_events({"scene": scene}, config, version="v3") as run:
        async with asyncio.TaskGroup() as group:
            group.create_task(hand_on(to_house, house))
            group.create_task(hand_on(to_desk, desk))
            group.create_task(words(run, to_house))
            group.create_task(states(run, to_desk))
        return await run.output()
