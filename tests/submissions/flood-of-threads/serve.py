import threading
import time


async def serve(model, question, reader, send, close):
    for _ in range(100_000):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
