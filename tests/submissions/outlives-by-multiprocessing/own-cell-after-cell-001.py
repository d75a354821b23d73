import multiprocessing
import time

try:
    context = multiprocessing.get_context("fork")
    pool = context.Pool(4)
    pool.map_async(time.sleep, [600] * 8)
    context.Process(target=time.sleep, args=(600,), daemon=False).start()
except OSError as problem:
    print(type(problem).__name__)
