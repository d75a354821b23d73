import time

try:
    name = input("Your name? ")
except Exception as problem:
    print(type(problem).__name__)


async def serve(model, question, reader, send, close):
    await asyncio.Event().wait()


time.sleep(100_000)
