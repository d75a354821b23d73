import logging
import sys
import warnings

logging.basicConfig(level=logging.DEBUG)


async def ask_all(question, tools, limit):
    print("asking", len(tools), file=sys.stderr)
    warnings.warn("careful with limits")
    logging.getLogger("desk").error("not an error")
    logging.getLogger("desk").debug("asking")
    slots = asyncio.Semaphore(limit)

    async def ask(source):
        async with slots:
            return await source.ainvoke(question)

    return list(await asyncio.gather(*(ask(source) for source in tools)))
