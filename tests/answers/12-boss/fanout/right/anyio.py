# /// answer
# title = "anyio: a capacity limiter and a task group"
# ///
import anyio


async def ask_all(question, tools, limit):
    answers = {}

    async def ask(limiter, place, source):
        async with limiter:
            answers[place] = await source.ainvoke(question)

    limiter = anyio.CapacityLimiter(limit)
    async with anyio.create_task_group() as group:
        for place, source in enumerate(tools):
            group.start_soon(ask, limiter, place, source)
    return [answers[place] for place in sorted(answers)]
