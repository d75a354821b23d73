import threading
import time


async def heartbeat():
    while True:
        await asyncio.sleep(0.01)


tick = asyncio.create_task(heartbeat())
threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
asyncio.get_running_loop().call_later(0.01, print, "late")
