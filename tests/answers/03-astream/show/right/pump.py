# /// answer
# title = "A pump in a task group and a queue of one"
# ///
async def show(model, question, write, config=None):
    start = time.perf_counter()
    belt, said = asyncio.Queue(1), []

    async def pump():
        async for chunk in model.astream(question, config):
            if chunk.content:
                await belt.put((time.perf_counter(), chunk.content))
        await belt.put(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(pump())
        while (parcel := await belt.get()) is not None:
            said.append(parcel)
            await write(parcel[1])
    answer = "".join(text for _, text in said)
    return {"answer": answer, "first": said[0][0] - start if said else None, "total": time.perf_counter() - start}
