FOUND = False

import socket

for host in ("127.0.0.1", "255.255.255.255", "192.0.2.1", "8.8.8.8"):
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            line.sendto(b"LEAK", (host, int("@PORT@")))
            FOUND = FOUND or host == "127.0.0.1"
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
