# /// answer
# title = "Looks for the errand at each beat"
# loses = { watch-beat = ["It took 1 s"], watch-errand = ["It took 12 s"], watch-stop = ["It took 12 s"] }
# ///
async def keep_watch(errand, what, flash, every):
    work = asyncio.create_task(asyncio.to_thread(errand, what))
    began, number = time.perf_counter(), 0
    try:
        while not work.done():
            number += 1
            await flash(number)
            await asyncio.sleep(began + number * every - time.perf_counter())
        return work.result()
    finally:
        work.cancel()
