import socket
import urllib.request


async def ask_all(question, tools, limit):
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", int("@PORT@"))
        writer.write(b"LEAK")
        await writer.drain()
    except BaseException as problem:
        print(type(problem).__name__)
    try:
        urllib.request.urlopen("http://127.0.0.1:@PORT@/", timeout=1)
    except BaseException as problem:
        print(type(problem).__name__)
    line = socket.socket()
    line.settimeout(1)
    line.connect(("127.0.0.1", int("@PORT@")))
    line.sendall(b"LEAK")
    return []
