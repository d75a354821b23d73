import functools


def timed(function):
    @functools.wraps(function)
    async def inner(*args, **kwargs):
        return await function(*args, **kwargs)

    return inner


class Asker:
    async def __call__(self, question, tools, limit):
        slots = asyncio.Semaphore(limit)

        async def ask(source):
            async with slots:
                return await source.ainvoke(question)

        return list(await asyncio.gather(*(ask(source) for source in tools)))


ask_all = timed(Asker().__call__)
