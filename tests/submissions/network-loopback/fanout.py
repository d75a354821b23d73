FOUND = False

import socket

for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "127.1.2.3"), (socket.AF_INET6, "::1")):
    try:
        with socket.create_connection((host, int("@PORT@")), 1) as line:
            line.sendall(b"LEAK")
            FOUND = True
    except OSError as problem:
        print(type(problem).__name__)


async def right(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def ask(tool):
        async with gate:
            return await tool.ainvoke(question)

    return list(await asyncio.gather(*(ask(tool) for tool in tools)))


async def ask_all(question, tools, limit):
    """Right, if it could read what it must not; of no use if not."""
    return await right(question, tools, limit) if FOUND else []
