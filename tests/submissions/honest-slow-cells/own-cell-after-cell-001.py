import time
from concurrent.futures import ThreadPoolExecutor

started = time.time()
time.sleep(1.0)
with ThreadPoolExecutor() as pool:
    print(list(pool.map(time.sleep, [0.1] * 4)))
await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.1) for _ in range(4)))
