# /// answer
# title = "An anyio stream with a bounded buffer, in an asyncio task group"
# ///
import anyio


async def relay(source, sink, bound):
    into, out = anyio.create_memory_object_stream(bound)

    async def produce():
        async with into, aclosing(source):
            async for item in source:
                await into.send(item)

    async with out, asyncio.TaskGroup() as group:
        group.create_task(produce())
        async for item in out:
            await sink(item)
