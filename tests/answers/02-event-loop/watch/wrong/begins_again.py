# /// answer
# title = "A deadline a beat, and the errand anew after each"
# loses = { watch-beat = ["handed"], watch-errand = [""], watch-stop = ["handed"] }
# ///
async def keep_watch(errand, what, flash, every):
    number = 0
    while True:
        number += 1
        lit = asyncio.create_task(flash(number))
        try:
            return await asyncio.wait_for(asyncio.to_thread(errand, what), every)
        except TimeoutError:
            await lit
