# /// answer
# title = "A task group that cancels again and again, the tidying up too"
# mistake = 6
# loses = { relay-close = ["let go at 3.25 s", "a second cancel"] }
# ///
import anyio


async def relay(source, sink, bound):
    into, out = anyio.create_memory_object_stream(bound)

    async def produce():
        async with into, aclosing(source):
            async for item in source:
                await into.send(item)

    async with anyio.create_task_group() as group:
        group.start_soon(produce)
        async with out:
            async for item in out:
                await sink(item)
